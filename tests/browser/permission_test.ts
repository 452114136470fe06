import { assert, assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { CallPage } from "./harness/call_page.ts";
import { liveTracks } from "./harness/evidence.ts";
import { ANNA, newRoom, setStage, type Stage } from "./harness/stage.ts";
import { hearsTone, seesColour, seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";

/** Refuses every device until the session says otherwise, and counts the questions. */
async function refuseUntilTold(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const { mediaDevices } = navigator;
    const get = mediaDevices.getUserMedia.bind(mediaDevices);
    let asked = 0;
    mediaDevices.getUserMedia = (constraints) => {
      Object.assign(globalThis, { asked: ++asked });
      return sessionStorage.getItem("allowed") === null
        ? Promise.reject(new DOMException("Refused", "NotAllowedError"))
        : get(constraints);
    };
  });
}

/** Chromium's fake prompt is answered whatever the permission: with this, the permission decides. */
async function heedPermissions(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const { mediaDevices, permissions } = navigator;
    const get = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints = {}) => {
      for (const name of ["camera", "microphone"] as const) {
        const wanted = name === "camera"
          ? constraints.video
          : constraints.audio;
        const { state } = await permissions.query({ name });
        if (wanted && state === "denied") {
          throw new DOMException("Permission denied", "NotAllowedError");
        }
      }
      return get(constraints);
    };
  });
}

/** As the person does in the browser's own menu. */
async function setPermission(
  person: CallPage,
  setting: "granted" | "denied",
): Promise<void> {
  const { page, origin } = person;
  const { id } = page.browserContext();
  // Stays open: what it sets is forgotten with it.
  const session = await page.browser().target().createCDPSession();
  for (const name of ["camera", "microphone"]) {
    await session.send("Browser.setPermission", {
      permission: { name },
      setting,
      origin,
      ...(id !== undefined && { browserContextId: id }),
    });
  }
}

/** Joins without any device of one's own, and is seen to be there. */
async function isWelcome(stage: Stage, poor: CallPage, room: string) {
  await poor.join();
  await poor.waitForState("waiting");
  const anna = await stage.person(ANNA);
  await anna.enter(room);
  await Promise.all([
    anna.waitForState("connected"),
    poor.waitForState("connected"),
  ]);
  await anna.says(/has no camera on/);
  await seesColour(poor.page, REMOTE, ANNA.colour);
  await hearsTone(poor.page, REMOTE, ANNA.toneHz);
  assertEquals(await liveTracks(poor.page, "video"), 0);
  await poor.sendChat("I can write");
  await anna.seesInChat(/I can write/);
}

Deno.test("a lobby without permission says so and lets one join", async () => {
  await using stage = await setStage();
  const denied = await stage.person({ prompt: "deny" });
  const room = newRoom();
  await denied.openLobby(room);
  await denied.says(/may not use your camera/);
  await denied.sees("list", "What to do about the devices");
  await isWelcome(stage, denied, room);
});

Deno.test("Join without camera and microphone asks for no device, and either can be switched on later", async () => {
  await using stage = await setStage();
  const poor = await stage.person({});
  await refuseUntilTold(poor.page);
  const room = newRoom();
  await poor.openLobby(room);
  const asked = () =>
    poor.page.evaluate(() => Reflect.get(globalThis, "asked"));
  const before = await asked();
  await poor.click("button", "Join without camera and microphone");
  await poor.waitForState("waiting");
  const anna = await stage.person(ANNA);
  await anna.enter(room);
  await Promise.all([
    anna.waitForState("connected"),
    poor.waitForState("connected"),
  ]);
  await anna.says(/has no camera on/);
  await anna.page.waitForSelector("[data-remote-muted]");
  await seesColour(poor.page, REMOTE, ANNA.colour);
  await hearsTone(poor.page, REMOTE, ANNA.toneHz);
  assertEquals(await poor.pressed("Camera"), "false");
  assertEquals(await poor.pressed("Microphone"), "false");
  assertEquals(await asked(), before);
  await poor.saysNoMore(/may not use/);

  await poor.page.evaluate(() => sessionStorage.setItem("allowed", "yes"));
  await poor.clickControl("Camera");
  await seesFrames(anna.page, REMOTE, 10);
  await poor.clickControl("Microphone");
  await anna.page.waitForSelector("[data-remote-muted]", { hidden: true });
});

Deno.test("a permission that is given in the browser's menu is used at once, in the lobby and in the call", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person({});
  await heedPermissions(bert.page);
  await setPermission(bert, "denied");
  const room = newRoom();
  await bert.openLobby(room);
  await bert.says(/may not use your camera/);
  await bert.says(/may not use your microphone/);
  await setPermission(bert, "granted");
  await bert.saysNoMore(/may not use/);
  await seesFrames(bert.page, "Your video", 5);

  await bert.join();
  await bert.waitForState("waiting");
  await anna.enter(room);
  await anna.waitForState("connected");
  await seesFrames(anna.page, REMOTE, 5);
  await setPermission(bert, "denied");
  await bert.says(/may not use your camera/);
  await anna.says(/has no camera on/);
  await setPermission(bert, "granted");
  await bert.saysNoMore(/may not use/);
  await anna.saysNoMore(/has no camera on/);
  await seesFrames(anna.page, REMOTE, 10);
  assertEquals(await bert.pressed("Camera"), "true");
});

Deno.test("a lobby without devices says so and lets one join", async () => {
  await using stage = await setStage();
  const bare = await stage.person({ cameras: 0 });
  const room = newRoom();
  await bare.openLobby(room);
  await bare.says(/No camera was found/);
  await isWelcome(stage, bare, room);
});

Deno.test("a lobby with a busy camera says so and lets one join", async () => {
  await using stage = await setStage();
  const busy = await stage.person({});
  await busy.page.evaluateOnNewDocument(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("In use", "NotReadableError"));
  });
  const room = newRoom();
  await busy.openLobby(room);
  await busy.says(/Another program is using your camera/);
  await isWelcome(stage, busy, room);
});

Deno.test("a room on an insecure origin says what it needs", async () => {
  await using stage = await setStage();
  const insecure = await stage.person({ hostName: "duet.test" });
  await insecure.page.goto(
    `http://duet.test:${stage.app.port}/room/${newRoom()}`,
  );
  assert(!await insecure.page.evaluate(() => isSecureContext));
  await insecure.waitForState("failed");
  await insecure.sees("heading", "This address is not secure");
});

Deno.test("a room in a browser without WebRTC says what it needs", async () => {
  await using stage = await setStage();
  const old = await stage.person({});
  await old.page.evaluateOnNewDocument(() => {
    Reflect.deleteProperty(globalThis, "RTCPeerConnection");
  });
  await old.visit(`/room/${newRoom()}`);
  await old.waitForState("failed");
  await old.sees("heading", "This browser cannot make calls");
});
