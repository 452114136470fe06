import { assertEquals } from "@std/assert";
import { Tally } from "../../signalling/tally.ts";
import { FakeClock } from "./fake_clock.ts";

Deno.test("count() writes one line a minute, however much there is to count", () => {
  const clock = new FakeClock();
  const lines: string[] = [];
  const tally = new Tally(clock, (line) => lines.push(line));
  for (let i = 0; i < 1_000; i++) tally.count("bad-origin");
  tally.count("rate");
  assertEquals(lines, []);
  clock.advance(60_000);
  assertEquals(lines, ["signalling: bad-origin 1000, rate 1"]);
  clock.advance(600_000);
  assertEquals(lines.length, 1);
});

Deno.test("flush() writes what is left and leaves no timer", () => {
  const clock = new FakeClock();
  const lines: string[] = [];
  const tally = new Tally(clock, (line) => lines.push(line));
  tally.count("busy");
  tally.flush();
  tally.flush();
  assertEquals(lines, ["signalling: busy 1"]);
  assertEquals(clock.pending, 0);
});
