import { assert, assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { liveTracks } from "../harness/evidence.ts";
import { ANNA, connect, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { seesFrames } from "../harness/witness.ts";

const REMOTE = "Remote video";

/** Makes two of Chromium's fake cameras those of a phone: they face somewhere, and open one at a time. */
async function likeAPhone(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const faces: Record<string, readonly [label: string, facing: string]> = {
      fake_device_0: ["camera2 1, facing front", "user"],
      fake_device_2: ["camera2 0, facing back", "environment"],
    };
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    mediaDevices.enumerateDevices = async () =>
      (await list()).filter(({ kind, label }) =>
        kind !== "videoinput" || label in faces
      ).map((info) => {
        const [label] = faces[info.label] ?? [info.label];
        return Object.defineProperty(info, "label", { value: label });
      });
    const get = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => {
      const taken = duetEvidence.ownTracks.some(({ kind, readyState }) =>
        kind === "video" && readyState === "live"
      );
      return constraints?.video && taken
        ? Promise.reject(new DOMException("In use", "NotReadableError"))
        : get(constraints);
    };
    const { getSettings } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.getSettings = function () {
      const [, facingMode] = faces[this.label] ?? [];
      const settings = getSettings.call(this);
      return facingMode === undefined ? settings : { ...settings, facingMode };
    };
  });
}

/** The camera in use, by Chromium's name for it. */
function cameraInUse(page: Page): Promise<string | undefined> {
  return page.evaluate(() =>
    duetEvidence.ownTracks.findLast(({ kind, readyState }) =>
      kind === "video" && readyState === "live"
    )?.label
  );
}

function isMirrored(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    document.querySelector(`video[aria-label="Your video"]`)
      ?.classList.contains("mirrored") ?? false
  );
}

Deno.test("Flip camera turns round in the lobby and in a call, where cameras are made to face two ways", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const phone = await stage.person({ cameras: 3 });
  await likeAPhone(phone.page);
  await phone.openLobby(newRoom());
  assertEquals(await cameraInUse(phone.page), "fake_device_0");
  assert(await isMirrored(phone.page));
  await phone.click("button", "Flip camera");
  await until(
    phone.page,
    "the camera at the back",
    async () => await cameraInUse(phone.page) === "fake_device_2",
  );
  await until(
    phone.page,
    "what is seen as it is",
    async () => !await isMirrored(phone.page),
  );

  await connect(anna, phone);
  await seesFrames(anna.page, REMOTE, 5);
  assertEquals(await cameraInUse(phone.page), "fake_device_2", "remembered");
  await phone.clickControl("More");
  await phone.click("menuitem", "Flip camera");
  await until(
    phone.page,
    "the camera in front",
    async () => await cameraInUse(phone.page) === "fake_device_0",
  );
  await seesFrames(anna.page, REMOTE, 10);
  await until(phone.page, "a mirror", () => isMirrored(phone.page));
  assertEquals(await liveTracks(phone.page, "video"), 1);
  assertEquals(
    await anna.page.evaluate(() =>
      document.body.innerText
        .includes("has no camera on")
    ),
    false,
  );
});

Deno.test("Flip camera is not there where cameras face nowhere", async () => {
  await using stage = await setStage();
  const person = await stage.person({ cameras: 3 });
  await person.openLobby(newRoom());
  await person.openDevices();
  assertEquals(await person.page.$(`[aria-label="Flip camera"]`), null);
  await person.join();
  await person.waitForState("waiting");
  await person.clickControl("More");
  await person.sees("menu", "More");
  assertEquals(
    await person.page.$(`::-p-aria([name="Flip camera"][role="menuitem"])`),
    null,
  );
});
