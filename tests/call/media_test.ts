import { assert, assertEquals } from "@std/assert";
import { LocalMedia, type MediaSnapshot, NO_MEDIA } from "../../call/media.ts";
import { FakeDevices } from "./fake_media.ts";

function setUp() {
  const devices = new FakeDevices();
  const seen: MediaSnapshot[] = [NO_MEDIA];
  const media = new LocalMedia(devices, (snapshot) => seen.push(snapshot));
  const now = (): MediaSnapshot => seen.at(-1) ?? NO_MEDIA;
  const live = () =>
    devices.given.filter(({ readyState }) => readyState === "live")
      .map(({ kind }) => kind);
  return { devices, media, now, live };
}

Deno.test("LocalMedia.request() asks once for both", async () => {
  const { devices, media, now, live } = setUp();
  await media.request();
  assertEquals(devices.asked.length, 1);
  assertEquals(live(), ["audio", "video"]);
  assertEquals(now().requesting, false);
  assertEquals(now().devices.map(({ id }) => id), ["audio", "video"]);
});

Deno.test("LocalMedia.request() gets the microphone where there is no camera", async () => {
  const { devices, media, now, live } = setUp();
  devices.refusals.video = "NotFoundError";
  await media.request();
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.problem, "missing");
  assertEquals(now().microphone.problem, null);
});

Deno.test("LocalMedia.request() gets the microphone where the camera is busy", async () => {
  const { devices, media, now, live } = setUp();
  devices.refusals.video = "NotReadableError";
  await media.request();
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.problem, "busy");
});

Deno.test("LocalMedia.request() asks no second time after a refusal", async () => {
  const { devices, media, now } = setUp();
  devices.refusals.audio = devices.refusals.video = "NotAllowedError";
  await media.request();
  assertEquals(devices.asked.length, 1);
  assertEquals(now().camera.problem, "denied");
  assertEquals(now().microphone.problem, "denied");
});

Deno.test("LocalMedia.request() again takes only what is missing", async () => {
  const { devices, media, now, live } = setUp();
  devices.refusals.video = "NotFoundError";
  await media.request();
  delete devices.refusals.video;
  await media.request();
  assertEquals(live(), ["audio", "video"]);
  assertEquals(Object.keys(devices.asked.at(-1) ?? {}), ["video"]);
  assertEquals(now().camera.problem, null);
});

Deno.test("LocalMedia.setMicrophone() mutes at once and keeps the device", async () => {
  const { devices, media, now, live } = setUp();
  await media.request();
  const muted = media.setMicrophone(false);
  assertEquals(devices.given[0]?.enabled, false);
  await muted;
  assertEquals(now().microphone.on, false);
  assertEquals(live(), ["audio", "video"]);
  await media.setMicrophone(true);
  assertEquals(devices.given[0]?.enabled, true);
});

Deno.test("LocalMedia.setCamera() stops the camera, and starts it again", async () => {
  const { devices, media, now, live } = setUp();
  await media.request();
  await media.setCamera(false);
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.track, null);
  await media.setCamera(true);
  assertEquals(live(), ["audio", "video"]);
  assertEquals(now().camera.track, devices.given.at(-1) ?? null);
});

Deno.test("LocalMedia stops a camera that comes after it was switched off", async () => {
  const { devices, media, live } = setUp();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const requested = media.request();
  await media.setCamera(false);
  resolve();
  await requested;
  assertEquals(live(), ["audio"]);
});

Deno.test("LocalMedia.release() stops everything, what is still coming too", async () => {
  const { devices, media, now, live } = setUp();
  await media.request();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const switched = media.useDevice("camera", "other");
  media.release();
  resolve();
  await switched;
  assertEquals(live(), []);
  assertEquals(now().camera.track, null);
});

Deno.test("LocalMedia.useDevice() changes over without a gap", async () => {
  const { devices, media, now, live } = setUp();
  await media.request();
  await media.useDevice("camera", "other");
  assertEquals(now().camera.deviceId, "other");
  assertEquals(live(), ["audio", "video"]);
  assertEquals(devices.given[1]?.readyState, "ended");
});

Deno.test("LocalMedia says so when a device is unplugged", async () => {
  const { devices, media, now } = setUp();
  await media.request();
  devices.given[1]?.unplug();
  assertEquals(now().camera.problem, "ended");
  assert(now().microphone.track);
});
