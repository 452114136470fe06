import { assert, assertEquals } from "@std/assert";
import { DEVICES_ANSWER_WITHIN_MS } from "../../../call/media/device_failures.ts";
import { PermissionWatch } from "../../../call/media/media_permission.ts";
import { NO_PREFERENCES } from "../../../call/storage/preferences.ts";
import {
  FakePermissions,
  HEADSET,
  SECOND_CAMERA,
  setUpMedia,
} from "../fake_media.ts";

const SECOND = { id: "second", label: "second" };
const NEVER = new Promise<never>(() => {});

/** Media whose browser leaves `what` unanswered until `answer` is called. */
function unanswering(what = "enumerateDevices") {
  const stage = setUpMedia();
  const { promise, resolve } = Promise.withResolvers<void>();
  stage.devices.turn = (asked) => asked === what ? promise : Promise.resolve();
  return {
    ...stage,
    answer: resolve,
    async giveUp() {
      await stage.quiet();
      stage.clock.advance(DEVICES_ANSWER_WITHIN_MS);
      await stage.quiet();
    },
  };
}

Deno.test("LocalMedia.request() asks for the stored devices after a second where the list does not answer", async () => {
  const { devices, media, inUse, now, quiet, clock, giveUp } = unanswering();
  devices.plugIn(SECOND_CAMERA, HEADSET);
  media.restore({ ...NO_PREFERENCES, camera: SECOND });
  const requested = media.request();
  await quiet();
  clock.advance(DEVICES_ANSWER_WITHIN_MS - 1);
  await quiet();
  assertEquals(devices.asked, []);
  await giveUp();
  // Nobody waits a second time for what is owed already.
  await requested;
  const [asked] = devices.asked;
  assert(typeof asked?.video === "object");
  assertEquals(asked.video.deviceId, { ideal: "second" });
  assertEquals(inUse(), ["audio", "second"]);
  assertEquals(now().requesting, false);
});

Deno.test("LocalMedia.request() is done a second after the devices where the list does not answer", async () => {
  const { media, live, now, giveUp } = unanswering();
  const requested = media.request();
  await giveUp();
  await requested;
  assertEquals(live(), ["audio", "video"]);
  assertEquals(now().requesting, false);
});

Deno.test("LocalMedia takes in a list that comes late, and changes to what was chosen", async () => {
  const { devices, media, inUse, now, giveUp, answer, quiet } = unanswering();
  devices.plugIn({ ...SECOND_CAMERA, label: "Desk camera" });
  media.restore({
    ...NO_PREFERENCES,
    camera: { id: "of old", label: "Desk camera" },
  });
  const requested = media.request();
  await giveUp();
  await requested;
  assertEquals([now().devices, inUse()], [[], ["audio", "video"]]);
  answer();
  await quiet();
  assertEquals(now().devices.length, 3);
  assertEquals(inUse(), ["audio", "second"]);
});

Deno.test("LocalMedia keeps one device where the other is refused and the list does not answer", async () => {
  const { devices, media, live, now, giveUp } = unanswering();
  devices.refusals.video = "NotReadableError";
  const requested = media.request();
  await giveUp();
  await requested;
  assertEquals(live(), ["audio"]);
  assertEquals(now().camera.problem, "busy");
});

Deno.test("LocalMedia replaces a device that ends while the list does not answer, as often as it may", async () => {
  const { devices, media, live, now, giveUp } = unanswering();
  const requested = media.request();
  await giveUp();
  await requested;
  devices.end("video");
  await giveUp();
  assertEquals(live(), ["audio", "video"]);
  for (let times = 0; times < 10; times++) {
    devices.end("video");
    await giveUp();
  }
  assert(devices.asked.length < 6, `asked ${devices.asked.length} times`);
  assertEquals(now().camera.problem, "ended");
});

Deno.test("LocalMedia asks for what is missing when something is plugged in, though the list does not answer", async () => {
  const { devices, media, live, changed, giveUp } = unanswering();
  devices.refusals.video = "NotFoundError";
  const requested = media.request();
  await giveUp();
  await requested;
  assertEquals(live(), ["audio"]);
  delete devices.refusals.video;
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(live(), ["audio", "video"]);
});

Deno.test("LocalMedia waits for the list again once it has answered", async () => {
  const { devices, media, now, giveUp, answer, changed, clock } = unanswering();
  const requested = media.request();
  await giveUp();
  await requested;
  answer();
  devices.plugIn(SECOND_CAMERA);
  await changed();
  assertEquals(now().devices.length, 3);
  media.release();
  assertEquals(clock.pending, 0);
});

Deno.test("LocalMedia.request() is done where the browser says nothing of permissions", async () => {
  const { devices, permissions, media, now, giveUp } = setUpAnswering();
  permissions.query = () => NEVER;
  devices.permitted = false;
  const requested = media.request();
  await giveUp();
  await requested;
  assertEquals([now().camera.problem, now().microphone.problem], [
    "denied",
    "denied",
  ]);
});

Deno.test("LocalMedia.request() gets the granted device of a refused pair where the other's permission is not told", async () => {
  const { devices, permissions, media, live, giveUp } = setUpAnswering();
  const query = permissions.query.bind(permissions);
  permissions.query = (what) => what.name === "camera" ? NEVER : query(what);
  permissions.set("microphone", "granted");
  devices.refusals.video = "NotAllowedError";
  const requested = media.request();
  await giveUp();
  await requested;
  assertEquals(live(), ["audio"]);
});

Deno.test("PermissionWatch.open() listens for one permission where the other is never told", async () => {
  const permissions = new FakePermissions();
  const query = permissions.query.bind(permissions);
  permissions.query = (what) =>
    what.name === "microphone" ? NEVER : query(what);
  const granted: string[] = [];
  const watch = new PermissionWatch(permissions, (kind) => granted.push(kind));
  void watch.open();
  await Promise.resolve().then(() => {});
  permissions.set("camera", "granted");
  assertEquals(granted, ["camera"]);
});

Deno.test("LocalMedia.setProcessing() is done where a track never says that it has changed", async () => {
  const { devices, media, live, giveUp } = setUpAnswering();
  await media.request();
  for (const track of devices.given) track.applyConstraints = () => NEVER;
  const changed = media.setProcessing({ noiseSuppression: false });
  await giveUp();
  await changed;
  assertEquals(devices.live("audio")[0]?.processing.noiseSuppression, false);
  assertEquals(live().toSorted(), ["audio", "video"]);
});

function setUpAnswering() {
  return unanswering("nothing");
}
