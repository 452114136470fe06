import { assert, assertEquals } from "@std/assert";
import type { MediaWishes } from "../../../call/media/media.ts";
import { NO_PREFERENCES } from "../../../call/storage/preferences.ts";
import { HEADSET, SECOND_CAMERA, setUpMedia } from "../fake_media.ts";

/** What a person wanted on another visit. */
function wishes(change: Partial<MediaWishes>): MediaWishes {
  return { ...NO_PREFERENCES, ...change };
}

const SECOND = { id: "second", label: "second" };

Deno.test("LocalMedia.restore() with the camera off asks for the microphone alone", async () => {
  const { devices, media, live, now } = setUpMedia();
  media.restore(wishes({ cameraOn: false }));
  await media.request();
  assertEquals(devices.asked.map((asked) => Object.keys(asked)), [["audio"]]);
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.on, false);
});

Deno.test("LocalMedia.restore() with both off asks for nothing", async () => {
  const { devices, media } = setUpMedia();
  media.restore(wishes({ cameraOn: false, microphoneOn: false }));
  await media.request();
  assertEquals(devices.asked, []);
});

Deno.test("LocalMedia.restore() asks at once for the chosen device where names can be read", async () => {
  const { devices, media, inUse } = setUpMedia();
  devices.plugIn(SECOND_CAMERA, HEADSET);
  media.restore(wishes({ camera: SECOND }));
  await media.request();
  assertEquals(devices.asked.length, 1);
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia.restore() knows a device by its name whose id is new", async () => {
  const { devices, media, inUse, now, quiet } = setUpMedia();
  const named = { ...SECOND_CAMERA, label: "Desk camera" };
  devices.plugIn(named, HEADSET);
  media.restore(wishes({ camera: { id: "of old", label: "Desk camera" } }));
  await media.request();
  await quiet();
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().camera.fallback, null);
  assertEquals(now().camera.chosen?.id, "second");
});

Deno.test("LocalMedia.restore() changes to the chosen device once the permission has brought names", async () => {
  const { devices, media, inUse, now, quiet, seen } = setUpMedia();
  devices.plugIn({ ...SECOND_CAMERA, label: "Desk camera" });
  devices.permitted = false;
  devices.prompt = Promise.resolve().then(() =>
    void (devices.permitted = true)
  );
  media.restore(wishes({ camera: { id: "of old", label: "Desk camera" } }));
  await media.request();
  await quiet();
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().camera.fallback, null);
  assert(
    seen.every(({ camera }) => camera.fallback === null),
    "nothing is said of a device that is there",
  );
});

Deno.test("LocalMedia.restore() says so where the chosen device is away, and uses it when it comes", async () => {
  const { devices, media, inUse, now, changed } = setUpMedia();
  media.restore(wishes({ camera: SECOND }));
  await media.request();
  assertEquals(inUse(), ["audio", "video"]);
  assertEquals(now().camera.fallback, { from: "second", to: "video" });
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().camera.fallback, null);
});

Deno.test("LocalMedia.decline() wants neither device, whatever is still asked", async () => {
  const { devices, media, now, live, quiet } = setUpMedia();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  const requested = media.request();
  await quiet();
  media.decline();
  assertEquals(now().requesting, false);
  resolve();
  await requested;
  assertEquals(live(), []);
  const { microphone, camera } = now();
  assertEquals([microphone.on, camera.on], [false, false]);
});

Deno.test("LocalMedia.decline() makes no problem of what is refused, and can be taken back", async () => {
  const { devices, media, now, live } = setUpMedia();
  devices.permitted = false;
  await media.request();
  media.decline();
  assertEquals([now().microphone.problem, now().camera.problem], [null, null]);
  devices.permitted = true;
  await media.setMicrophone(true);
  assertEquals(live(), ["audio"]);
});
