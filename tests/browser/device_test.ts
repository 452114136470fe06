import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { CallPage } from "./harness/call_page.ts";
import { liveTracks } from "./harness/evidence.ts";
import {
  ANNA,
  connect,
  newRoom,
  setStage,
  type Stage,
} from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { hearsTone, seesColour, seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";
const FIRST = "fake_device_0", SECOND = "fake_device_2";

/** Somebody with two cameras, of which a test can unplug one. */
async function ownerOfTwoCameras(stage: Stage): Promise<CallPage> {
  // The second of three measures depth, and is never plugged in.
  const person = await stage.person({ cameras: 3 });
  await letUnplug(person.page);
  return person;
}

/** Ends the process in which the browser runs all its devices of that kind. */
async function killService(page: Page, name: string): Promise<void> {
  const script = `for folder in /proc/[0-9]*; do
    grep -q "^PPid:[[:space:]]*$1\\$" $folder/status 2>/dev/null || continue
    grep -aq "utility-sub-type=$2" $folder/cmdline && echo \${folder#/proc/}
  done; true`;
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", script, "sh", String(page.browser().process()?.pid), name],
  }).output();
  const pids = new TextDecoder().decode(stdout).trim().split("\n");
  assertEquals(pids.length, 1, `one ${name} runs`);
  Deno.kill(Number(pids[0]), "SIGKILL");
}

const killCameras = (page: Page) =>
  killService(page, "video_capture.mojom.VideoCaptureService");
const killMicrophones = (page: Page) =>
  killService(page, "audio.mojom.AudioService");

/**
 * Chromium never lists its fake devices as gone: with this, those whose label
 * is unplugged are neither listed nor given.
 */
async function letUnplug(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    const get = mediaDevices.getUserMedia.bind(mediaDevices);
    const isGone = (label: string) =>
      label === "fake_device_1" ||
      label === sessionStorage.getItem("unplugged");
    mediaDevices.enumerateDevices = async () =>
      (await list()).filter(({ label }) => !isGone(label));
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await get(constraints);
      const gone = stream.getTracks().some(({ label }) => isGone(label));
      if (!gone) return stream;
      for (const track of stream.getTracks()) track.stop();
      throw new DOMException("Unplugged", "NotFoundError");
    };
  });
}

/** What is unplugged is no longer listed; the page hears of it. */
async function setUnplugged(page: Page, label: string): Promise<void> {
  await page.evaluate((label) => {
    sessionStorage.setItem("unplugged", label);
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  }, label);
}

/** Waits for the test picture of a camera: the first is green, the second's edge has as much red. */
async function seesCamera(page: Page, which: typeof FIRST | typeof SECOND) {
  let seen = "";
  await until(page, which, async () => {
    const { red, green } = await edgeColour(page);
    seen = `red ${red}, green ${green}`;
    return which === FIRST
      ? green - red > 60
      : red > 40 && Math.abs(green - red) < 30;
  }).catch((error) => {
    throw new Error(`Saw ${seen}`, { cause: error });
  });
}

function edgeColour(page: Page): Promise<{ red: number; green: number }> {
  return page.evaluate((name) => {
    const video = document.querySelector<HTMLVideoElement>(
      `video[aria-label="${name}"]`,
    );
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    if (!video || !context) return { red: 0, green: 0 };
    context.drawImage(video, 8, 8, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0] = context.getImageData(0, 0, 1, 1).data;
    return { red, green };
  }, REMOTE);
}

/**
 * Watches from now on for the card that hides a picture.
 *
 * @returns What says whether there has been none
 */
async function watchForCard(page: Page): Promise<() => Promise<boolean>> {
  const seen = await page.evaluateHandle(() => {
    const seen = { card: false };
    new MutationObserver(() => {
      seen.card ||= /has no camera on/.test(document.body.innerText);
    }).observe(document.body, { childList: true, subtree: true });
    return seen;
  });
  return () => seen.evaluate(({ card }) => !card);
}

/** Picks from a list of the settings, which are open. */
async function pick(person: CallPage, list: string, label: string) {
  using select = await person.seesEnabled("combobox", list);
  const id = await select.evaluate((select, label) => {
    if (!(select instanceof HTMLSelectElement)) return null;
    return [...select.options].find(({ text }) => text === label)?.value;
  }, label);
  assert(id, `${label} can be chosen`);
  await (await select.toElement("select")).select(id);
}

/** The labels in a list of the settings. */
async function choices(person: CallPage, list: string): Promise<string[]> {
  using select = await person.seesEnabled("combobox", list);
  return await select.evaluate((select) =>
    select instanceof HTMLSelectElement
      ? [...select.options].map(({ text }) => text)
      : []
  );
}

/** The label that a list of the settings shows. */
async function picked(person: CallPage, list: string): Promise<string> {
  using select = await person.seesEnabled("combobox", list);
  return await select.evaluate((select) =>
    select instanceof HTMLSelectElement
      ? select.selectedOptions[0]?.text ?? ""
      : ""
  );
}

/** What was negotiated, which changes with every new negotiation. */
function negotiated(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(() =>
    duetEvidence.peers.map((peer) => peer.localDescription?.sdp)
  );
}

Deno.test("another camera takes over in a call without negotiation", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const person = await ownerOfTwoCameras(stage);
  await connect(anna, person);
  await seesCamera(anna.page, FIRST);
  const before = await negotiated(person.page);

  await person.clickControl("Settings");
  await pick(person, "Camera", SECOND);
  await seesCamera(anna.page, SECOND);
  await seesFrames(anna.page, REMOTE, 10);
  assertEquals(await liveTracks(person.page, "video"), 1);
  await pick(person, "Camera", FIRST);
  await seesCamera(anna.page, FIRST);

  assertEquals(await negotiated(person.page), before);
});

Deno.test("a camera that crashes in a call starts again", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const person = await ownerOfTwoCameras(stage);
  await connect(anna, person);
  await seesCamera(anna.page, FIRST);
  const before = await negotiated(person.page);

  await killCameras(person.page);
  await seesFrames(anna.page, REMOTE, 30);
  await seesCamera(anna.page, FIRST);
  assertEquals(await liveTracks(person.page, "video"), 1);
  assertEquals(await person.pressed("Camera"), "true");
  assertEquals(await negotiated(person.page), before);
});

Deno.test("an unplugged camera is replaced in a call, and used again when it is back", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const person = await ownerOfTwoCameras(stage);
  await connect(anna, person);
  await seesCamera(anna.page, FIRST);
  const heldLastFrame = await watchForCard(anna.page);

  await setUnplugged(person.page, FIRST);
  await killCameras(person.page);
  await seesCamera(anna.page, SECOND);
  await seesFrames(anna.page, REMOTE, 10);
  assert(await heldLastFrame(), "the last frame stands until the next comes");
  await person.clickControl("Settings");
  assertEquals(await picked(person, "Camera"), SECOND);

  await setUnplugged(person.page, "");
  await seesCamera(anna.page, FIRST);
  assertEquals(await liveTracks(person.page, "video"), 1);
  assertEquals(await picked(person, "Camera"), FIRST);
});

Deno.test("the last camera unplugged is said, and the next taken when it comes", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const machine = await stage.person({});
  await letUnplug(machine.page);
  await connect(anna, machine);

  await setUnplugged(machine.page, FIRST);
  await killCameras(machine.page);
  await machine.says(/Your camera was disconnected/);
  await anna.says(/has no camera on/);
  assertEquals(await machine.pressed("Camera"), "false");

  await setUnplugged(machine.page, "");
  await machine.saysNoMore(/Your camera was disconnected/);
  await seesFrames(anna.page, REMOTE, 10);
  assertEquals(await machine.pressed("Camera"), "true");
});

Deno.test("a camera that is off stays off while devices come and go", async () => {
  await using stage = await setStage();
  const person = await ownerOfTwoCameras(stage);
  await person.enter(newRoom());
  await person.waitForState("waiting");
  await person.clickControl("Camera");
  await until(
    person.page,
    "the camera to be off",
    async () => await liveTracks(person.page, "video") === 0,
  );
  const taken = () => person.page.evaluate(() => duetEvidence.ownTracks.length);
  const before = await taken();

  await person.clickControl("Settings");
  await setUnplugged(person.page, FIRST);
  await until(
    person.page,
    "the list without the camera",
    async () => await picked(person, "Camera") === SECOND,
  );
  await setUnplugged(person.page, "");
  await until(
    person.page,
    "the list with the camera",
    async () => (await choices(person, "Camera")).includes(FIRST),
  );
  await pick(person, "Camera", FIRST);
  await pick(person, "Camera", SECOND);
  assertEquals(await taken(), before, "no light went on");

  await person.clickControl("Camera");
  await until(
    person.page,
    "the camera to be on",
    async () => await liveTracks(person.page, "video") === 1,
  );
  assertEquals(await picked(person, "Camera"), SECOND);
});

Deno.test("a muted microphone stays muted over a switch and a crash", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const bert = await stage.person(ANNA);
  await connect(anna, bert);
  await hearsTone(anna.page, REMOTE, ANNA.toneHz);
  await seesColour(anna.page, REMOTE, ANNA.colour);

  await bert.clickControl("Microphone");
  // Those that are sent: a muted microphone is also listened to by a copy.
  const voices = () =>
    bert.page.evaluate(() =>
      duetEvidence.peers.flatMap((peer) => peer.getSenders())
        .map(({ track }) => track)
        .filter((track) => track !== null)
        .filter(({ kind, readyState }) =>
          kind === "audio" && readyState === "live"
        ).map(({ id, label, enabled }) => ({ id, label, enabled }))
    );
  const [muted] = await voices();
  assertEquals(muted?.enabled, false);

  await bert.clickControl("Settings");
  await pick(bert, "Microphone", "Fake Audio Input 1");
  const [switched] = await until(bert.page, "another microphone", async () => {
    const found = await voices();
    return found.length === 1 && found[0]?.id !== muted?.id && found;
  });
  assertEquals(switched?.label, "Fake Audio Input 1");
  assertEquals(switched?.enabled, false);

  await killMicrophones(bert.page);
  const [again] = await until(bert.page, "a microphone again", async () => {
    const found = await voices();
    return found.length === 1 && found[0]?.id !== switched?.id && found;
  });
  assertEquals(again?.enabled, false);
  assertNotEquals(again?.id, muted?.id);

  await bert.clickControl("Microphone");
  await hearsTone(anna.page, REMOTE, ANNA.toneHz);
});
