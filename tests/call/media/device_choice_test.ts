import { assertEquals } from "@std/assert";
import { facingOf } from "../../../call/media/device_choice.ts";

function info(label: string, facingMode?: string[]): MediaDeviceInfo {
  return {
    kind: "videoinput",
    deviceId: label,
    label,
    groupId: "",
    toJSON: () => ({}),
    ...(facingMode && { getCapabilities: () => ({ facingMode }) }),
  };
}

Deno.test("facingOf() believes the browser, and otherwise the name", () => {
  assertEquals(facingOf(info("Rückkamera", ["environment"])), "environment");
  assertEquals(facingOf(info("camera2 1, facing front")), "user");
  assertEquals(facingOf(info("Facing back:0")), "environment");
  assertEquals(facingOf(info("Surface Camera Rear", [])), "environment");
  assertEquals(facingOf(info("HD Webcam", [])), null);
  assertEquals(facingOf(info("Backyard")), null);
  assertEquals(
    facingOf({ ...info("Front speaker"), kind: "audiooutput" }),
    null,
  );
});
