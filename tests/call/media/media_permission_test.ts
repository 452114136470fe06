import { assertEquals } from "@std/assert";
import { PermissionWatch } from "../../../call/media/media_permission.ts";
import { FakePermissions, setUpMedia } from "../fake_media.ts";

Deno.test("LocalMedia asks again by itself once a refused permission is given", async () => {
  const { devices, permissions, media, now, live, quiet } = setUpMedia();
  devices.permitted = false;
  await media.request();
  await quiet();
  assertEquals(now().camera.problem, "denied");
  devices.permitted = true;
  permissions.set("camera", "granted");
  permissions.set("microphone", "granted");
  await quiet();
  assertEquals(live().toSorted(), ["audio", "video"]);
  assertEquals([now().camera.problem, now().microphone.problem], [null, null]);
});

Deno.test("LocalMedia leaves a camera off whose permission is given", async () => {
  const { devices, permissions, media, live, quiet } = setUpMedia();
  devices.permitted = false;
  await media.request();
  await quiet();
  await media.setCamera(false);
  devices.permitted = true;
  permissions.set("camera", "granted");
  await quiet();
  assertEquals(live(), []);
});

Deno.test("LocalMedia hears of no permission after release()", async () => {
  const { devices, permissions, media, live, quiet } = setUpMedia();
  devices.permitted = false;
  await media.request();
  media.release();
  devices.permitted = true;
  permissions.set("camera", "granted");
  await quiet();
  assertEquals(live(), []);
});

Deno.test("PermissionWatch.open() listens once, and is silent where the browser tells nothing", async () => {
  const permissions = new FakePermissions();
  const granted: string[] = [];
  const watch = new PermissionWatch(permissions, (kind) => granted.push(kind));
  await Promise.all([watch.open(), watch.open()]);
  permissions.set("camera", "denied");
  permissions.set("camera", "granted");
  assertEquals(granted, ["camera"]);
  await new PermissionWatch(undefined, () => {}).open();
  const refusing = { query: () => Promise.reject(new TypeError("Unknown")) };
  await new PermissionWatch(refusing, () => {}).open();
});
