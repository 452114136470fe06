import { assert, assertEquals } from "@std/assert";
import { MUTED_AFTER_MS } from "../../../call/media/muted_track.ts";
import { BURST_MS, HEADSET, SECOND_CAMERA, setUpMedia } from "../fake_media.ts";

Deno.test("LocalMedia replaces a device that is unplugged, and says for which", async () => {
  const { devices, now, inUse, quiet, start } = setUpMedia();
  await start();
  devices.unplug("video", "audio");
  await quiet();
  assertEquals(inUse().sort(), ["headset", "second"]);
  assertEquals(now().camera.fallback, { from: "video", to: "second" });
  assertEquals(now().camera.problem, null);
  assertEquals(now().microphone.fallback, { from: "audio", to: "headset" });
});

Deno.test("LocalMedia goes back to the chosen device when it returns", async () => {
  const { devices, now, inUse, quiet, changed, start } = setUpMedia();
  await start();
  devices.unplug("video");
  await quiet();
  await changed();
  assertEquals(inUse(), ["audio", "second"]);
  devices.plugIn({ kind: "video", id: "video" });
  await changed();
  assertEquals(inUse(), ["audio", "video"]);
  assertEquals(now().camera.fallback, null);
});

Deno.test("LocalMedia stays with a stand-in that is then chosen", async () => {
  const { devices, media, now, inUse, quiet, changed, start } = setUpMedia();
  await start();
  devices.unplug("video");
  await quiet();
  await media.useDevice("camera", "second");
  assertEquals(now().camera.fallback, null);
  devices.plugIn({ kind: "video", id: "video" });
  await changed();
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia starts a device again that merely stumbled", async () => {
  const { devices, now, inUse, quiet, start } = setUpMedia();
  await start();
  devices.end("video");
  await quiet();
  assertEquals(inUse(), ["audio", "video"]);
  assertEquals(now().camera.fallback, null);
});

Deno.test("LocalMedia leaves a device that another program has taken, and says busy if there is no other", async () => {
  const { devices, media, now, live, quiet } = setUpMedia();
  await media.request();
  devices.busy.add("video");
  devices.end("video");
  await quiet();
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.problem, "busy");
});

Deno.test("LocalMedia says so when the last device is gone, and takes the next that comes", async () => {
  const { devices, media, now, inUse, quiet, changed } = setUpMedia();
  await media.request();
  devices.unplug("video");
  await quiet();
  assertEquals(now().camera.problem, "ended");
  assert(now().microphone.track);
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().camera.problem, null);
  assertEquals(now().camera.fallback, { from: "video", to: "second" });
});

Deno.test("LocalMedia takes a camera that is plugged in after there was none", async () => {
  const { devices, media, now, inUse, changed } = setUpMedia();
  devices.unplug("video");
  await media.request();
  assertEquals(now().camera.problem, "missing");
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().camera.fallback, null);
});

Deno.test("LocalMedia takes a revoked permission for denied, and asks no more by itself", async () => {
  const { devices, media, now, live, quiet, changed } = setUpMedia();
  await media.request();
  const asked = devices.asked.length;
  devices.revoke();
  await quiet();
  assertEquals(now().camera.problem, "denied");
  assertEquals(now().microphone.problem, "denied");
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(devices.asked.length, asked);
  devices.permitted = true;
  await media.request();
  assertEquals(live(), ["audio", "video"]);
});

Deno.test("LocalMedia tries a device a few times that ends right away, then leaves it alone", async () => {
  const { devices, media, now, quiet, changed, clock } = setUpMedia();
  await media.request();
  let rounds = 0;
  for (; devices.live("video").length > 0 && rounds < 20; rounds++) {
    devices.end("video");
    await quiet();
  }
  assertEquals(rounds, 3);
  assertEquals(now().camera.problem, "ended");
  const asked = devices.asked.length;
  devices.plugIn({ kind: "audio", id: "third" });
  await changed();
  assertEquals(devices.asked.length, asked, "no news of it, no new try");
  clock.advance(60_000);
  devices.plugIn({ kind: "audio", id: "fourth" });
  await changed();
  assertEquals(devices.live("video").length, 1, "later it has a chance again");
});

Deno.test("LocalMedia starts a device again as often as it ran long", async () => {
  const { devices, media, clock, quiet } = setUpMedia();
  await media.request();
  for (let times = 0; times < 10; times++) {
    clock.advance(20_000);
    devices.end("video");
    await quiet();
  }
  assertEquals(devices.live("video").length, 1);
});

Deno.test("LocalMedia tries a device again that ended too often when the person asks", async () => {
  const { devices, media, live, quiet } = setUpMedia();
  await media.request();
  for (let times = 0; times < 3; times++) {
    devices.end("video");
    await quiet();
  }
  assertEquals(live(), ["audio"]);
  await media.setCamera(true);
  assertEquals(live(), ["audio", "video"]);
});

Deno.test("LocalMedia hears a burst of changes once", async () => {
  const { devices, media, changed } = setUpMedia();
  await media.request();
  let listed = 0;
  devices.turn = (what) => {
    if (what === "enumerateDevices") listed++;
    return Promise.resolve();
  };
  for (let times = 0; times < 8; times++) devices.plugIn(HEADSET);
  await changed();
  assertEquals(listed, 1);
});

Deno.test("LocalMedia shows the newest list of devices, whichever comes last", async () => {
  const { devices, clock, media, now, quiet, changed } = setUpMedia();
  await media.request();
  const list = devices.enumerateDevices.bind(devices);
  const { promise, resolve } = Promise.withResolvers<MediaDeviceInfo[]>();
  devices.enumerateDevices = () => promise;
  devices.plugIn(SECOND_CAMERA);
  clock.advance(1_000);
  devices.enumerateDevices = list;
  devices.plugIn(HEADSET);
  await changed();
  const shown = now().devices;
  assertEquals(shown.length, 4);
  resolve([]);
  await quiet();
  assertEquals(now().devices, shown);
});

Deno.test("LocalMedia keeps a muted microphone muted over every change", async () => {
  const { devices, media, now, inUse, quiet, changed, start } = setUpMedia();
  await start();
  await media.setMicrophone(false);
  const muted = () => devices.live("audio").every(({ enabled }) => !enabled);
  await media.useDevice("microphone", "headset");
  assertEquals(inUse(), ["video", "headset"]);
  assert(muted());
  devices.unplug("headset");
  await quiet();
  await changed();
  assertEquals(inUse(), ["video", "audio"], "unmuting must be instant");
  assert(muted());
  devices.plugIn(HEADSET);
  await changed();
  assertEquals(inUse(), ["video", "headset"]);
  assert(muted());
  assertEquals(now().microphone.on, false);
  await media.setMicrophone(true);
  assertEquals(devices.live("audio").map(({ enabled }) => enabled), [true]);
});

Deno.test("LocalMedia leaves a camera that is off alone when devices come and go", async () => {
  const { devices, media, now, inUse, changed, start } = setUpMedia();
  await start();
  await media.setCamera(false);
  const asked = devices.asked.length;
  devices.unplug("video");
  await changed();
  devices.plugIn({ kind: "video", id: "video" });
  await changed();
  assertEquals(inUse(), ["audio"]);
  assertEquals(devices.asked.length, asked);
  assertEquals(now().camera.problem, null);
});

Deno.test("LocalMedia hears nothing more of a device that it has replaced", async () => {
  const { devices, media, now, clock, inUse, quiet, start } = setUpMedia();
  await start();
  await media.useDevice("camera", "second");
  devices.given[1]?.interrupt(true);
  devices.given[1]?.dispatchEvent(new Event("ended"));
  clock.advance(MUTED_AFTER_MS);
  await quiet();
  assertEquals(now().camera.interrupted, false);
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia.release() ends the waiting for devices", async () => {
  const { devices, clock, media, live, quiet, changed } = setUpMedia();
  await media.request();
  devices.unplug("video");
  await quiet();
  media.release();
  assertEquals(clock.pending, 0);
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(live(), []);
});

Deno.test("LocalMedia.release() while the list is read starts nothing", async () => {
  const { devices, clock, media, live, quiet } = setUpMedia();
  await media.request();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.turn = (what) =>
    what === "enumerateDevices" ? promise : Promise.resolve();
  devices.plugIn(SECOND_CAMERA);
  clock.advance(BURST_MS);
  media.release();
  resolve();
  await quiet();
  assertEquals(live(), []);
});

Deno.test("LocalMedia asks no more by itself after a refusal", async () => {
  const { devices, media, changed } = setUpMedia();
  devices.refusals.audio = devices.refusals.video = "NotAllowedError";
  await media.request();
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(devices.asked.length, 1);
});

Deno.test("LocalMedia asks for no third device when a person refuses the second", async () => {
  const { devices, now, quiet, start } = setUpMedia();
  await start();
  devices.plugIn({ kind: "video", id: "third" });
  devices.refusals.video = "NotAllowedError";
  const asked = devices.asked.length;
  devices.unplug("video");
  await quiet();
  assertEquals(devices.asked.length, asked + 1);
  assertEquals(now().camera.problem, "denied");
});

Deno.test("LocalMedia looks for no other camera once it is switched off", async () => {
  const { devices, media, live, quiet, start } = setUpMedia();
  await start();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  devices.busy.add("video").add("second");
  const asked = devices.asked.length;
  devices.end("video");
  await quiet();
  await media.setCamera(false);
  resolve();
  await quiet();
  assertEquals(devices.asked.length, asked + 1);
  assertEquals(live(), ["audio"]);
});

Deno.test("LocalMedia says ended of a busy camera that is unplugged", async () => {
  const { devices, media, now, changed } = setUpMedia();
  devices.busy.add("video");
  await media.request();
  assertEquals(now().camera.problem, "busy");
  devices.unplug("video");
  await changed();
  assertEquals(now().camera.problem, "ended");
});

Deno.test("LocalMedia tries a busy device a few times however often the list changes", async () => {
  const { devices, media, changed } = setUpMedia();
  devices.busy.add("video");
  await media.request();
  const asked = devices.asked.length;
  for (let times = 0; times < 10; times++) {
    devices.plugIn({ kind: "audio", id: `${times}` });
    await changed();
  }
  assertEquals(devices.asked.length, asked + 3);
});

Deno.test("LocalMedia tries to go back to a busy device a few times", async () => {
  const { devices, inUse, quiet, changed, start } = setUpMedia();
  await start();
  devices.unplug("video");
  await quiet();
  devices.busy.add("video");
  const asked = devices.asked.length;
  devices.plugIn({ kind: "video", id: "video" });
  for (let times = 0; times < 10; times++) {
    devices.plugIn({ kind: "audio", id: `${times}` });
    await changed();
  }
  assertEquals(devices.asked.length, asked + 2, "the end was a failure too");
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia prefers another device to one that stumbles again", async () => {
  const { devices, inUse, quiet, start } = setUpMedia();
  await start();
  for (let times = 0; times < 2; times++) {
    devices.end("video");
    await quiet();
  }
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia starts a stand-in again that merely stumbled", async () => {
  const { devices, inUse, quiet, start } = setUpMedia();
  await start();
  devices.unplug("video");
  await quiet();
  devices.plugged.unshift({ kind: "video", id: "third" });
  devices.end("second");
  await quiet();
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia tries every device again when the person asks", async () => {
  const { devices, media, now, inUse, quiet, start } = setUpMedia();
  await start();
  devices.unplug("video");
  await quiet();
  for (let times = 0; times < 3; times++) {
    devices.end("second");
    await quiet();
  }
  assertEquals(now().camera.problem, "ended");
  devices.plugged.unshift({ kind: "video", id: "third" });
  devices.busy.add("third");
  await media.setCamera(true);
  assertEquals(inUse(), ["audio", "second"]);
});
