import { assert, assertEquals } from "@std/assert";
import { SECOND_CAMERA, setUpMedia } from "../fake_media.ts";

Deno.test("LocalMedia.request() asks once for both", async () => {
  const { devices, media, now, live } = setUpMedia();
  await media.request();
  assertEquals(devices.asked.length, 1);
  assertEquals(live(), ["audio", "video"]);
  assertEquals(now().requesting, false);
  assertEquals(now().devices.map(({ id }) => id), ["audio", "video"]);
});

Deno.test("LocalMedia.request() gets the microphone where there is no camera", async () => {
  const { devices, media, now, live } = setUpMedia();
  devices.refusals.video = "NotFoundError";
  await media.request();
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.problem, "missing");
  assertEquals(now().microphone.problem, null);
});

Deno.test("LocalMedia.request() gets the microphone where the camera is busy", async () => {
  const { devices, media, now, live } = setUpMedia();
  devices.refusals.video = "NotReadableError";
  await media.request();
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.problem, "busy");
});

Deno.test("LocalMedia.request() asks no second time after a refusal", async () => {
  const { devices, media, now } = setUpMedia();
  devices.refusals.audio = devices.refusals.video = "NotAllowedError";
  await media.request();
  assertEquals(devices.asked.length, 1);
  assertEquals(now().camera.problem, "denied");
  assertEquals(now().microphone.problem, "denied");
});

Deno.test("LocalMedia.request() again takes only what is missing", async () => {
  const { devices, media, now, live } = setUpMedia();
  devices.refusals.video = "NotFoundError";
  await media.request();
  delete devices.refusals.video;
  await media.request();
  assertEquals(live(), ["audio", "video"]);
  assertEquals(Object.keys(devices.asked.at(-1) ?? {}), ["video"]);
  assertEquals(now().camera.problem, null);
});

Deno.test("LocalMedia.setMicrophone() mutes at once and keeps the device", async () => {
  const { devices, media, now, live } = setUpMedia();
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
  const { devices, media, now, live } = setUpMedia();
  await media.request();
  await media.setCamera(false);
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.track, null);
  await media.setCamera(true);
  assertEquals(live(), ["audio", "video"]);
  assertEquals(now().camera.track, devices.given.at(-1) ?? null);
});

Deno.test("LocalMedia stops a camera that comes after it was switched off", async () => {
  const { devices, media, live } = setUpMedia();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const requested = media.request();
  await media.setCamera(false);
  resolve();
  await requested;
  assertEquals(live(), ["audio"]);
});

Deno.test("LocalMedia.release() stops everything, what is still coming too", async () => {
  const { devices, media, now, live, quiet, start } = setUpMedia();
  await start();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const switched = media.useDevice("camera", "second");
  await quiet();
  media.release();
  resolve();
  await switched;
  assertEquals(live(), []);
  assertEquals(now().camera.track, null);
});

Deno.test("LocalMedia.request() asks once for what was asked before", async () => {
  const { devices, media, live, quiet } = setUpMedia();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const asked = [media.setCamera(true), media.setCamera(true)];
  await quiet();
  asked.push(media.request());
  resolve();
  await Promise.all(asked);
  assertEquals(devices.asked.map((asked) => Object.keys(asked)), [
    ["video"],
    ["audio"],
  ]);
  assertEquals(live(), ["video", "audio"]);
});

Deno.test("LocalMedia.setCamera() during a prompt that is refused asks no second time", async () => {
  const { devices, media, now, quiet } = setUpMedia();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  devices.permitted = false;
  const requested = media.request();
  await quiet();
  const wished = media.setCamera(true);
  resolve();
  await Promise.all([requested, wished]);
  assertEquals(devices.asked.length, 1);
  assertEquals(now().camera.problem, "denied");
});

Deno.test("LocalMedia.request() tries a busy camera once by itself", async () => {
  const { devices, media } = setUpMedia();
  devices.busy.add("video");
  await media.request();
  assertEquals(devices.asked.map((asked) => Object.keys(asked)), [
    ["audio", "video"],
    ["audio"],
    ["video"],
  ]);
});

Deno.test("LocalMedia.request() takes another camera where the first is busy", async () => {
  const { devices, inUse, start } = setUpMedia();
  devices.busy.add("video");
  await start();
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia.useDevice() changes over without a gap", async () => {
  const { devices, media, seen, inUse, start } = setUpMedia();
  await start();
  const before = seen.length;
  await media.useDevice("camera", "second");
  assertEquals(inUse(), ["audio", "second"]);
  assert(seen.slice(before).every(({ camera }) => camera.track !== null));
  assertEquals(devices.given[1]?.readyState, "ended");
});

Deno.test("LocalMedia.useDevice() is remembered while the camera is off", async () => {
  const { media, now, inUse, start } = setUpMedia();
  await start();
  await media.setCamera(false);
  await media.useDevice("camera", "second");
  assertEquals(inUse(), ["audio"]);
  assertEquals(now().camera.deviceId, "second");
  await media.setCamera(true);
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia.useDevice() that fails keeps what is in use and says why", async () => {
  const { devices, media, now, inUse, start } = setUpMedia();
  await start();
  devices.busy.add("second");
  await media.useDevice("camera", "second");
  assertEquals(inUse(), ["audio", "video"]);
  const { camera } = now();
  assertEquals(camera.refusal, { device: "second", problem: "busy" });
  assertEquals(camera.problem, null);
  assertEquals(camera.deviceId, "video");
  assertEquals(camera.chosen?.id, "second");
  await media.useDevice("camera", "video");
  assertEquals(now().camera.refusal, null);
});

Deno.test("LocalMedia.useDevice() that failed is used when it has been away and is back", async () => {
  const { devices, media, inUse, changed, start } = setUpMedia();
  await start();
  devices.busy.add("second");
  await media.useDevice("camera", "second");
  devices.busy.clear();
  devices.plugIn({ kind: "audio", id: "third" });
  await changed();
  assertEquals(inUse(), ["audio", "video"], "nobody asked for it again");
  devices.unplug("second");
  await changed();
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia.useDevice() that a person refuses gives up the choice", async () => {
  const { devices, media, now, inUse, start } = setUpMedia();
  await start();
  devices.refusals.video = "NotAllowedError";
  await media.useDevice("camera", "second");
  assertEquals(now().camera.refusal, { device: "second", problem: "denied" });
  assertEquals(now().camera.chosen?.id, "video");
  assertEquals(inUse(), ["audio", "video"]);
});

Deno.test("LocalMedia.useDevice() keeps the latest of several choices", async () => {
  const { devices, media, seen, inUse, quiet, start } = setUpMedia();
  await start();
  devices.plugIn({ kind: "video", id: "third" });
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const choices = [media.useDevice("camera", "second")];
  await quiet();
  choices.push(media.useDevice("camera", "third"));
  resolve();
  await Promise.all(choices);
  assertEquals(inUse(), ["audio", "third"]);
  const shown = seen.map(({ camera }) => camera.track?.label);
  assert(!shown.includes("second"), "what was chosen before is not shown");
});

Deno.test("LocalMedia.useDevice() on a phone, which opens one camera at a time, closes the other first", async () => {
  const { devices, media, now, inUse, changed, start } = setUpMedia();
  devices.phone = true;
  await start();
  await media.useDevice("camera", "second");
  assertEquals(inUse(), ["audio", "second"]);
  devices.busy.add("video");
  await media.useDevice("camera", "video");
  assertEquals(inUse(), ["audio", "second"], "the camera before is back");
  assertEquals(now().camera.refusal, { device: "video", problem: "busy" });
  devices.busy.clear();
  devices.plugIn({ kind: "audio", id: "third" });
  await changed();
  assertEquals(inUse(), ["audio", "second"], "nobody asked for it again");
});

Deno.test("LocalMedia.useDevice() with what is in use leaves it running", async () => {
  const { devices, media, inUse, start } = setUpMedia();
  await start();
  await media.useDevice("camera", "video");
  assertEquals(devices.asked.length, 1);
  assertEquals(inUse(), ["audio", "video"]);
});

Deno.test("LocalMedia.useDevice() during request() follows it", async () => {
  const { devices, media, now, inUse } = setUpMedia();
  devices.plugIn(SECOND_CAMERA);
  const requested = media.request();
  const chosen = media.useDevice("camera", "second");
  await Promise.all([requested, chosen]);
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().camera.fallback, null);
});

Deno.test("LocalMedia.setCamera() starts the chosen camera, not one that fits better", async () => {
  const { devices, media, start } = setUpMedia();
  await start();
  await media.useDevice("camera", "second");
  await media.setCamera(false);
  await media.setCamera(true);
  const { video } = devices.asked.at(-1) ?? {};
  assert(typeof video === "object");
  assertEquals(video.deviceId, { exact: "second" });
});

Deno.test("LocalMedia.setCamera() takes another camera where the chosen one is gone", async () => {
  const { devices, media, now, inUse, changed, start } = setUpMedia();
  await start();
  await media.setCamera(false);
  devices.unplug("video");
  await changed();
  await media.setCamera(true);
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().camera.fallback, { from: "video", to: "second" });
});

Deno.test("LocalMedia.setCamera() that is allowed shows the cameras by name", async () => {
  const { devices, media, now, start } = setUpMedia();
  await media.setCamera(false);
  devices.permitted = false;
  await start();
  assertEquals(now().devices, []);
  devices.permitted = true;
  await media.setCamera(true);
  assertEquals(now().devices.length, 4);
});

Deno.test("LocalMedia.useDevice() says nothing of a choice that was given up for another", async () => {
  const { devices, media, seen, now, quiet, start } = setUpMedia();
  await start();
  devices.plugIn({ kind: "video", id: "third" });
  devices.busy.add("second");
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const choices = [media.useDevice("camera", "second")];
  await quiet();
  choices.push(media.useDevice("camera", "third"));
  resolve();
  await Promise.all(choices);
  assertEquals(now().camera.deviceId, "third");
  assert(seen.every(({ camera }) => camera.refusal === null));
});

Deno.test("LocalMedia.useDevice() during request() shows no stand-in on the way", async () => {
  const { devices, media, seen, inUse, quiet, start } = setUpMedia();
  await start();
  media.release();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const requested = media.request();
  await quiet();
  const chosen = media.useDevice("camera", "second");
  resolve();
  await Promise.all([requested, chosen]);
  assertEquals(inUse(), ["audio", "second"]);
  assert(seen.every(({ camera }) => camera.fallback === null));
});

Deno.test("LocalMedia.useDevice() says nothing of a choice that was given up while others were tried", async () => {
  const { devices, media, seen, inUse, quiet, start } = setUpMedia();
  devices.busy.add("video").add("second");
  await start();
  devices.plugIn({ kind: "video", id: "third" });
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.turn = (what) =>
    what === "enumerateDevices" ? promise : Promise.resolve();
  const choices = [media.useDevice("camera", "second")];
  await quiet();
  choices.push(media.useDevice("camera", "third"));
  resolve();
  await Promise.all(choices);
  assertEquals(inUse(), ["audio", "third"]);
  assert(seen.every(({ camera }) => camera.refusal === null));
});

Deno.test("LocalMedia.useDevice() is not forgotten when devices come meanwhile", async () => {
  const { devices, media, inUse, quiet, changed, start } = setUpMedia();
  await start();
  await media.setCamera(false);
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const started = media.setCamera(true);
  await quiet();
  const chosen = media.useDevice("camera", "second");
  devices.plugIn({ kind: "audio", id: "third" });
  await changed();
  resolve();
  await Promise.all([started, chosen]);
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia.useDevice() tries no other device for a choice that was given up", async () => {
  const { devices, media, inUse, quiet, start } = setUpMedia();
  devices.busy.add("video").add("second");
  await start();
  devices.plugIn({ kind: "video", id: "third" });
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const asked = devices.asked.length;
  const choices = [media.useDevice("camera", "second")];
  await quiet();
  choices.push(media.useDevice("camera", "third"));
  resolve();
  await Promise.all(choices);
  assertEquals(inUse(), ["audio", "third"]);
  assertEquals(devices.asked.length, asked + 2);
});
