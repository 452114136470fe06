import { assertEquals } from "@std/assert";
import { Speed } from "../../../call/files/speed.ts";

Deno.test("Speed says nothing before it knows, and then what the last seconds say", () => {
  const speed = new Speed();
  speed.mark(0, 0);
  speed.mark(500, 500);
  assertEquals(speed.bytesPerSecond, null);
  for (let ms = 1_000; ms <= 10_000; ms += 500) speed.mark(ms, ms);
  assertEquals(speed.bytesPerSecond, 1_000);
  for (let ms = 10_500; ms <= 20_000; ms += 500) speed.mark(10_000, ms);
  assertEquals(speed.bytesPerSecond, 0);
});

Deno.test("Speed forgets what was before a break", () => {
  const speed = new Speed();
  speed.mark(0, 0);
  speed.mark(9_000, 3_000);
  speed.forget();
  assertEquals(speed.bytesPerSecond, null);
  speed.mark(9_000, 60_000);
  speed.mark(9_100, 61_000);
  assertEquals(speed.bytesPerSecond, 100);
});
