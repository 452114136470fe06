import { assert, assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { liveTracks } from "../harness/evidence.ts";
import { connect, connectedPair, newRoom, setStage } from "../harness/stage.ts";
import { seesFrames } from "../harness/witness.ts";

const REMOTE = "Remote video";
const MUTED = "[data-remote-muted]";

/** Chromium's fake devices have no switch of their own: with this, a test works one. */
async function addSwitches(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const { mediaDevices } = navigator;
    const get = mediaDevices.getUserMedia.bind(mediaDevices);
    const muted = { audio: false, video: false };
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await get(constraints);
      for (const track of stream.getTracks()) {
        const kind = track.kind === "audio" ? "audio" : "video";
        Object.defineProperty(track, "muted", { get: () => muted[kind] });
        addEventListener(
          `switch-${kind}`,
          () => track.dispatchEvent(new Event(muted[kind] ? "mute" : "unmute")),
        );
      }
      return stream;
    };
    for (const kind of ["audio", "video"] as const) {
      addEventListener(`switch-${kind}`, () => muted[kind] = !muted[kind]);
    }
  });
}

async function workSwitch(page: Page, kind: "audio" | "video"): Promise<void> {
  await page.evaluate((kind) => {
    dispatchEvent(new Event(`switch-${kind}`));
  }, kind);
}

Deno.test("a camera that its own switch or the system has muted is shown as off, to its owner and to the other", async () => {
  await using pair = await connectedPair((_, { page }) => addSwitches(page));
  const { anna, bert } = pair;
  await workSwitch(bert.page, "video");
  await bert.says(/Your camera is turned off by a switch/);
  await bert.waitForPressed("Camera", false);
  await anna.says(/has no camera on/);

  await workSwitch(bert.page, "video");
  await bert.saysNoMore(/Your camera is turned off by a switch/);
  await bert.waitForPressed("Camera", true);
  await anna.saysNoMore(/has no camera on/);
  await seesFrames(anna.page, REMOTE, 5);
});

Deno.test("a microphone that its own switch or the system has muted is shown as muted, to its owner and to the other", async () => {
  await using pair = await connectedPair((_, { page }) => addSwitches(page));
  const { anna, bert } = pair;
  await workSwitch(bert.page, "audio");
  await bert.says(/Your microphone is muted by a switch/);
  await bert.waitForPressed("Microphone", false);
  await anna.page.waitForSelector(MUTED);

  // A press mutes it here as well, so that the other switch alone opens nothing.
  await bert.clickControl("Microphone");
  await bert.saysNoMore(/Your microphone is muted by a switch/);
  await workSwitch(bert.page, "audio");
  await bert.waitForPressed("Microphone", false);
  assert(await anna.page.$(MUTED));
  await bert.clickControl("Microphone");
  await bert.waitForPressed("Microphone", true);
  await anna.page.waitForSelector(MUTED, { hidden: true });
});

Deno.test("a device that was muted before the call is shown so in the lobby", async () => {
  await using stage = await setStage();
  const [anna] = await stage.couple();
  await addSwitches(anna.page);
  await anna.page.evaluateOnNewDocument(() =>
    dispatchEvent(new Event("switch-video"))
  );
  await anna.openLobby(newRoom());
  await anna.says(/Your camera is turned off by a switch/);
  using camera = await anna.sees("button", "Camera");
  assertEquals(
    await camera.evaluate((button) => button.getAttribute("aria-pressed")),
    "false",
  );
});

Deno.test("a list of devices that never answers costs neither the stored camera nor the microphone", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await anna.page.evaluateOnNewDocument(() => {
    navigator.mediaDevices.enumerateDevices = () => new Promise(() => {});
    navigator.permissions.query = () => new Promise(() => {});
    const chosen = { id: "of another visit", label: "Desk camera" };
    localStorage.setItem(
      "duet.preferences.1",
      JSON.stringify({ camera: chosen, microphone: chosen }),
    );
  });
  await connect(anna, bert);
  for (const kind of ["audio", "video"] as const) {
    assertEquals(await liveTracks(anna.page, kind), 1, kind);
  }
  await seesFrames(bert.page, REMOTE, 5);
  await seesFrames(anna.page, REMOTE, 5);
});
