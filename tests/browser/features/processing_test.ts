import { assert, assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { CallPage } from "../harness/call_page.ts";
import { liveTracks } from "../harness/evidence.ts";
import { ANNA, BERT, connect, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone, seesColour, seesFrames } from "../harness/witness.ts";

const REMOTE = "Remote video";
const NOISE = "Quieten background noise", BLUR = "Blur my background";

/** What is done to the sound that is sent. */
function sentSettings(page: Page): Promise<MediaTrackSettings | null> {
  return page.evaluate(() =>
    duetEvidence.peers.flatMap((peer) => peer.getSenders())
      .find(({ track }) =>
        track?.kind === "audio" && track.readyState === "live"
      )?.track?.getSettings() ?? null
  );
}

async function isChecked(person: CallPage, name: string): Promise<boolean> {
  using box = await person.sees("checkbox", name);
  return await box.evaluate((box) =>
    box instanceof HTMLInputElement && box.checked
  );
}

Deno.test("noise suppression is switched in a call, heard on, and remembered", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  const room = await connect(anna, bert);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  assertEquals((await sentSettings(bert.page))?.noiseSuppression, true);
  await bert.clickControl("Settings");
  await bert.click("checkbox", NOISE);
  await until(
    bert.page,
    "sound without it",
    async () => (await sentSettings(bert.page))?.noiseSuppression === false,
  );
  assert(!await isChecked(bert, NOISE));
  assertEquals(await liveTracks(bert.page, "audio"), 1);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
  assertEquals(
    await anna.page.$("[data-remote-muted]"),
    null,
    "nobody was told of the change",
  );

  await bert.leave();
  await bert.openLobby(room);
  const [voice] = await bert.page.evaluate(() =>
    duetEvidence.ownTracks.filter(({ kind }) => kind === "audio")
      .map((track) => track.getSettings())
  );
  assertEquals(voice?.noiseSuppression, false);
  assertEquals(voice?.echoCancellation, true);
});

Deno.test("a browser that switches nothing offers no switches", async () => {
  await using stage = await setStage();
  const person = await stage.person({});
  await person.page.evaluateOnNewDocument(() => {
    navigator.mediaDevices.getSupportedConstraints = () => ({ deviceId: true });
  });
  await person.openLobby(newRoom());
  await person.openDevices();
  assertEquals(await person.page.$$(`input[aria-describedby^="about-"]`), []);
});

Deno.test("background blur is switched on the live camera, where a camera is made to offer it", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  // No camera of this lab has it.
  await bert.page.evaluateOnNewDocument(() => {
    const track = MediaStreamTrack.prototype;
    const { getCapabilities, getSettings, applyConstraints } = track;
    const { mediaDevices } = navigator;
    const known = mediaDevices.getSupportedConstraints.bind(mediaDevices);
    const blurred = new WeakMap<MediaStreamTrack, boolean>();
    mediaDevices.getSupportedConstraints = () => ({
      ...known(),
      backgroundBlur: true,
    });
    track.getCapabilities = function () {
      const own = getCapabilities.call(this);
      return this.kind === "video"
        ? { ...own, backgroundBlur: [true, false] }
        : own;
    };
    track.getSettings = function () {
      const own = getSettings.call(this);
      const backgroundBlur = blurred.get(this) ?? false;
      return this.kind === "video" ? { ...own, backgroundBlur } : own;
    };
    track.applyConstraints = function (constraints = {}) {
      if (this.kind === "video") {
        blurred.set(this, constraints.backgroundBlur === true);
      }
      return applyConstraints.call(this, constraints);
    };
  });
  await connect(anna, bert);
  await seesColour(anna.page, REMOTE, BERT.colour);
  const before = await bert.page.evaluate(() => duetEvidence.ownTracks.length);
  await bert.clickControl("Settings");
  assert(!await isChecked(bert, BLUR));
  await bert.click("checkbox", BLUR);
  await until(
    bert.page,
    "a blurred camera",
    () =>
      bert.page.evaluate(() =>
        duetEvidence.ownTracks.some((track) =>
          track.kind === "video" && track.getSettings().backgroundBlur === true
        )
      ),
  );
  assert(await isChecked(bert, BLUR));
  assertEquals(
    await bert.page.evaluate(() => duetEvidence.ownTracks.length),
    before,
    "the camera was not captured anew",
  );
  await seesFrames(anna.page, REMOTE, 10);
});

Deno.test("a camera without background blur offers no switch for it", async () => {
  await using stage = await setStage();
  const person = await stage.person({});
  await person.openLobby(newRoom());
  await person.openDevices();
  await person.sees("checkbox", NOISE);
  assertEquals(await person.page.$(`input[aria-label="${BLUR}"]`), null);
});
