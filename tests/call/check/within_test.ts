import { assert, assertEquals, assertFalse } from "@std/assert";
import { within } from "../../../call/check/within.ts";

Deno.test("within() is aborted with the other signal, for the same reason", () => {
  const controller = new AbortController();
  const signal = within(controller.signal, 60_000);
  assertFalse(signal.aborted);
  controller.abort("enough");
  assert(signal.aborted);
  assertEquals(signal.reason, "enough");
  assert(within(controller.signal, 60_000).aborted);
});

Deno.test("within() is aborted when the time is over", async () => {
  const signal = within(new AbortController().signal, 1);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  assertEquals(signal.reason.name, "TimeoutError");
});
