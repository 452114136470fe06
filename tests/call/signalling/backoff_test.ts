import { assert, assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import {
  backoffMs,
  FIRST_DELAY_MS,
  MAX_DELAY_MS,
} from "../../../call/signalling/backoff.ts";

Deno.test("backoffMs() stays between a quarter of the first wait and the longest", () => {
  fc.assert(fc.property(
    fc.nat(10_000),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    (attempt, random) => {
      const waitMs = backoffMs(attempt, random);
      assert(waitMs >= FIRST_DELAY_MS / 4 - 1 && waitMs <= MAX_DELAY_MS);
    },
  ));
});

Deno.test("backoffMs() doubles until it is at its longest", () => {
  const waits = [0, 1, 2, 3, 4, 5, 6].map((n) => backoffMs(n, 1));
  assertEquals(waits, [250, 500, 1000, 2000, 2500, 2500, 2500]);
});
