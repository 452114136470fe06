import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  DeviceFailures,
  mediaProblem,
} from "../../../call/media/device_failures.ts";

Deno.test("mediaProblem() reads what getUserMedia rejects with", () => {
  const cases = [
    ["NotAllowedError", "Permission denied", "denied"],
    ["NotAllowedError", "Permission denied by system", "denied-by-system"],
    ["NotFoundError", "", "missing"],
    ["OverconstrainedError", "", "missing"],
    ["NotReadableError", "Could not start", "busy"],
    ["InvalidStateError", "", "unknown"],
  ] as const;
  for (const [name, message, problem] of cases) {
    assertEquals(mediaProblem(new DOMException(message, name)), problem);
  }
  assertEquals(mediaProblem("no error at all"), "unknown");
});

Deno.test("DeviceFailures.isShunned() holds for half a minute after three failures in a row", () => {
  const failures = new DeviceFailures();
  failures.note("camera", 0);
  failures.note("camera", 0);
  assertFalse(failures.isShunned("camera", 0));
  failures.note("camera", 0);
  assert(failures.isShunned("camera", 29_999));
  assertFalse(failures.isShunned("camera", 30_000));
  assertFalse(failures.isShunned("another", 0));
});

Deno.test("DeviceFailures.note() counts anew for a device that ran for ten seconds", () => {
  const failures = new DeviceFailures();
  failures.note("camera", 0);
  failures.note("camera", 9_999, 9_999);
  assertEquals(failures.count("camera"), 2);
  failures.note("camera", 20_000, 10_000);
  assertEquals(failures.count("camera"), 1);
});
