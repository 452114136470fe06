import { assert, assertEquals, assertFalse } from "@std/assert";
import { REPLACE_WITHIN_MS } from "../../../call/media/device_line.ts";
import { isSent } from "../../../call/media/media_snapshot.ts";
import { setUpMedia } from "../fake_media.ts";

/** Cameras that a test unplugs, and whether the other side could count on a picture at each change. */
async function setUp() {
  const stage = setUpMedia();
  await stage.start();
  const from = stage.seen.length;
  return {
    ...stage,
    sent: () => stage.seen.slice(from).map(({ camera }) => isSent(camera)),
  };
}

Deno.test("isSent() holds while another camera takes over", async () => {
  const { devices, inUse, quiet, sent } = await setUp();
  devices.unplug("video");
  await quiet();
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(new Set(sent()), new Set([true]));
});

Deno.test("isSent() holds while a phone changes cameras", async () => {
  const { devices, media, inUse, sent } = await setUp();
  media.release();
  devices.phone = true;
  await media.request();
  const before = sent().length;
  await media.useDevice("camera", "second");
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(new Set(sent().slice(before)), new Set([true]));
});

Deno.test("isSent() ends when no other camera can be had", async () => {
  const { devices, now, quiet } = await setUp();
  devices.unplug("video", "second");
  assert(isSent(now().camera));
  await quiet();
  assertFalse(isSent(now().camera));
  assertFalse(now().camera.replacing);
});

Deno.test("isSent() ends at once for a camera that is switched off meanwhile", async () => {
  const { devices, media, now, quiet } = await setUp();
  devices.unplug("video");
  await media.setCamera(false);
  assertFalse(isSent(now().camera));
  await quiet();
  assertFalse(now().camera.replacing);
});

Deno.test("isSent() ends when the other camera takes too long, and holds when it comes", async () => {
  const { devices, clock, now, quiet } = await setUp();
  const { promise, resolve } = Promise.withResolvers<void>();
  devices.prompt = promise;
  devices.unplug("video");
  await quiet();
  clock.advance(REPLACE_WITHIN_MS - 1);
  assert(isSent(now().camera));
  clock.advance(1);
  assertFalse(isSent(now().camera));
  resolve();
  await quiet();
  assert(isSent(now().camera));
});

Deno.test("LocalMedia.release() while another camera takes over leaves no timer", async () => {
  const { devices, media, clock, seen } = await setUp();
  devices.unplug("video");
  media.release();
  const before = seen.length;
  clock.advance(2 * REPLACE_WITHIN_MS);
  assertEquals(seen.length, before);
});
