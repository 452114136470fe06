import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "./call_page.ts";
import { liveTracks } from "./evidence.ts";
import { ANNA, newRoom, setStage, type Stage } from "./stage.ts";
import { hearsTone, seesColour } from "./witness.ts";

const REMOTE = "Remote video";

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
  await isWelcome(stage, denied, room);
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
