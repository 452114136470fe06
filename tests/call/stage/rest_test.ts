import { assertEquals } from "@std/assert";
import { createRest, REST_AFTER_MS } from "../../../call/stage/rest.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

function resting() {
  const clock = new FakeClock();
  const seen: boolean[] = [];
  const rest = createRest(clock, (now) => seen.push(now));
  return { clock, rest, seen };
}

Deno.test("createRest() rests after a while in which nothing happens", () => {
  const { clock, seen } = resting();
  clock.advance(REST_AFTER_MS - 1);
  assertEquals(seen, []);
  clock.advance(1);
  assertEquals(seen, [true]);
});

Deno.test("stir() puts rest off, and ends it at once", () => {
  const { clock, rest, seen } = resting();
  clock.advance(REST_AFTER_MS - 1);
  rest.stir();
  clock.advance(REST_AFTER_MS - 1);
  assertEquals(seen, []);
  clock.advance(1);
  rest.stir();
  assertEquals(seen, [true, false]);
  clock.advance(REST_AFTER_MS);
  assertEquals(seen, [true, false, true]);
});

Deno.test("hold() ends rest and lets none begin until it is over", () => {
  const { clock, rest, seen } = resting();
  clock.advance(REST_AFTER_MS);
  rest.hold(true);
  assertEquals(seen, [true, false]);
  rest.stir();
  clock.advance(10 * REST_AFTER_MS);
  assertEquals(seen, [true, false]);
  assertEquals(clock.pending, 0);
  rest.hold(false);
  clock.advance(REST_AFTER_MS - 1);
  assertEquals(seen, [true, false]);
  clock.advance(1);
  assertEquals(seen, [true, false, true]);
});

Deno.test("hold() that says the same again changes nothing", () => {
  const { clock, rest, seen } = resting();
  clock.advance(REST_AFTER_MS - 1);
  rest.hold(false);
  clock.advance(1);
  assertEquals(seen, [true]);
});

Deno.test("disposal shows everything and leaves no timer", () => {
  const { clock, rest, seen } = resting();
  clock.advance(REST_AFTER_MS);
  rest[Symbol.dispose]();
  assertEquals(seen, [true, false]);
  assertEquals(clock.pending, 0);
});
