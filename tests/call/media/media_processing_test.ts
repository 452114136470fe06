import { assertEquals } from "@std/assert";
import { NO_PREFERENCES } from "../../../call/storage/preferences.ts";
import { setUpMedia } from "../fake_media.ts";

Deno.test("LocalMedia.setProcessing() changes what runs, where it can be changed", async () => {
  const { devices, media, now } = setUpMedia();
  await media.request();
  const [voice] = devices.live("audio");
  await media.setProcessing({ noiseSuppression: false });
  assertEquals(devices.live("audio"), [voice]);
  assertEquals(voice?.processing, {
    echoCancellation: true,
    noiseSuppression: false,
  });
  assertEquals(now().processing, { noiseSuppression: false });
});

Deno.test("LocalMedia.setProcessing() captures the device anew where it can't be changed", async () => {
  const { devices, media, live, now } = setUpMedia();
  devices.supple = false;
  await media.request();
  const [before] = devices.live("audio");
  await media.setProcessing({ noiseSuppression: false });
  const [after] = devices.live("audio");
  assertEquals(before?.readyState, "ended");
  assertEquals(after?.processing.noiseSuppression, false);
  assertEquals(now().microphone.track, after ?? null);
  assertEquals(live(), ["video", "audio"], "the camera goes on");
});

Deno.test("LocalMedia.setProcessing() leaves a muted microphone muted", async () => {
  const { devices, media } = setUpMedia();
  devices.supple = false;
  await media.request();
  await media.setMicrophone(false);
  await media.setProcessing({ echoCancellation: false });
  assertEquals(devices.live("audio").map(({ enabled }) => enabled), [false]);
});

Deno.test("LocalMedia.setProcessing() without a device is kept for the next", async () => {
  const { devices, media } = setUpMedia();
  await media.setProcessing({ autoGainControl: false, backgroundBlur: true });
  assertEquals(devices.asked, []);
  await media.request();
  assertEquals(devices.live("audio")[0]?.processing, {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: false,
  });
  assertEquals(devices.live("video")[0]?.processing, { backgroundBlur: true });
});

Deno.test("LocalMedia.setProcessing() takes another device where its own is taken meanwhile", async () => {
  const { devices, media, inUse, start } = setUpMedia();
  devices.supple = false;
  await start();
  devices.busy.add("audio");
  await media.setProcessing({ noiseSuppression: false });
  assertEquals(inUse(), ["video", "headset"]);
});

Deno.test("LocalMedia.setProcessing() wants no more what the device does not do", async () => {
  const { devices, media, now } = setUpMedia();
  devices.supple = false;
  devices.unable.add("voiceIsolation");
  await media.request();
  await media.setProcessing({ voiceIsolation: true, noiseSuppression: false });
  assertEquals(now().processing, { noiseSuppression: false });
  const captures = devices.asked.length;
  await media.setProcessing({ noiseSuppression: false });
  assertEquals(devices.asked.length, captures, "nothing is left to be done");
});

Deno.test("LocalMedia asks an upright camera for its whole picture, and keeps it when processing changes", async () => {
  const { devices, media, quiet } = setUpMedia();
  devices.upright = true;
  media.restore({ ...NO_PREFERENCES, processing: { backgroundBlur: false } });
  await media.request();
  const [camera] = devices.live("video");
  const size = () => [
    camera?.getSettings().width,
    camera?.getSettings().height,
  ];
  // The code for it is loaded meanwhile.
  while (size()[1] === 720) await quiet();
  assertEquals(size(), [720, 1280]);
  await media.setProcessing({ backgroundBlur: true });
  assertEquals(camera?.getSettings().backgroundBlur, true);
  assertEquals(size(), [720, 1280]);
});
