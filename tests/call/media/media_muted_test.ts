import { assert, assertFalse } from "@std/assert";
import {
  isLive,
  isOn,
  isSent,
  isUnsteady,
} from "../../../call/media/media_snapshot.ts";
import { MUTED_AFTER_MS } from "../../../call/media/muted_track.ts";
import { setUpMedia } from "../fake_media.ts";

Deno.test("LocalMedia says when a switch or the system has muted a device for two seconds", async () => {
  const { devices, media, now, clock } = setUpMedia();
  await media.request();
  const [track] = devices.given;
  track?.interrupt(true);
  assert(isLive(now().microphone) && isSent(now().microphone));
  clock.advance(MUTED_AFTER_MS);
  assert(now().microphone.interrupted && isUnsteady(now().microphone));
  assert(isOn(now().microphone), "nobody has switched it off here");
  assertFalse(isLive(now().microphone) || isSent(now().microphone));
  assert(isLive(now().camera) && isSent(now().camera));
  track?.interrupt(false);
  assert(isLive(now().microphone) && isSent(now().microphone));
});

Deno.test("LocalMedia says nothing of a muted device that is switched off here, too", async () => {
  const { devices, media, now, clock } = setUpMedia();
  await media.request();
  devices.given[0]?.interrupt(true);
  clock.advance(MUTED_AFTER_MS);
  await media.setMicrophone(false);
  assertFalse(isUnsteady(now().microphone));
  await media.setMicrophone(true);
  assert(isUnsteady(now().microphone));
});

Deno.test("LocalMedia begins anew with another device in place of a muted one", async () => {
  const { devices, media, now, clock, start } = setUpMedia();
  await start();
  devices.given[1]?.interrupt(true);
  clock.advance(MUTED_AFTER_MS);
  assertFalse(isLive(now().camera));
  await media.useDevice("camera", "second");
  assert(isLive(now().camera));
  clock.advance(MUTED_AFTER_MS);
  assert(isLive(now().camera));
});
