import { assertEquals } from "@std/assert";
import { otherSide } from "../../../call/media/camera_sides.ts";
import type { Device, Facing } from "../../../call/media/media_snapshot.ts";

/** Cameras by name; id and name are one. */
function cameras(names: Record<string, Facing | null>): Device[] {
  return Object.entries(names).map(([label, facing]) => ({
    id: label,
    label,
    kind: "videoinput",
    facing,
  }));
}

Deno.test("otherSide() takes the main camera of the other side", () => {
  const android = cameras({
    "camera2 1, facing front": "user",
    "camera2 2, facing back": "environment",
    "camera2 0, facing back": "environment",
  });
  const iphone = cameras({
    "Frontkamera": "user",
    "Ultra-Weitwinkel-Rückkamera": "environment",
    "Rückkamera": "environment",
  });
  assertEquals(
    otherSide(android, "camera2 1, facing front")?.id,
    "camera2 0, facing back",
  );
  assertEquals(
    otherSide(android, "camera2 2, facing back")?.id,
    "camera2 1, facing front",
  );
  assertEquals(otherSide(iphone, "Frontkamera")?.id, "Rückkamera");
});

Deno.test("otherSide() finds none where there are no two sides", () => {
  assertEquals(otherSide(cameras({ a: null, b: null }), "a"), null);
  assertEquals(otherSide(cameras({ a: "user", b: "user" }), "a"), null);
  assertEquals(otherSide(cameras({ a: "user", b: "environment" }), "c"), null);
  assertEquals(otherSide([], null), null);
});
