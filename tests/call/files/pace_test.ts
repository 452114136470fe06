import { assert, assertEquals } from "@std/assert";
import {
  FIRST_FLIGHT_BYTES,
  MAX_FLIGHT_BYTES,
  MIN_FLIGHT_BYTES,
  Pace,
  TARGET_MS,
} from "../../../call/files/pace.ts";
import { fc } from "../../fast_check.ts";

const CHUNK = 16 * 1024;

/**
 * A path with a queue in front of a link.
 *
 * @returns The largest queue, at first and later on, the largest flight, and how
 * much got through.
 */
function drive(
  { bytesPerMs, rttMs, forMs }: {
    bytesPerMs: number;
    rttMs: number;
    forMs: number;
  },
): { firstMs: number; queueMs: number; bytes: number; flight: number } {
  const pace = new Pace();
  const answers: { atMs: number; bytes: number }[] = [];
  let linkFreeAtMs = 0, bytes = 0, firstMs = 0, queueMs = 0, flight = 0;
  for (let nowMs = 0; nowMs < forMs; nowMs++) {
    while (answers[0] && answers[0].atMs <= nowMs) {
      pace.answered(answers[0].bytes, nowMs);
      bytes += answers[0].bytes;
      answers.shift();
    }
    while (pace.room >= CHUNK) {
      pace.sent(CHUNK, nowMs);
      linkFreeAtMs = Math.max(linkFreeAtMs, nowMs) + CHUNK / bytesPerMs;
      answers.push({ atMs: linkFreeAtMs + rttMs, bytes: CHUNK });
    }
    if (nowMs > 5_000) queueMs = Math.max(queueMs, linkFreeAtMs - nowMs);
    else firstMs = Math.max(firstMs, linkFreeAtMs - nowMs);
    flight = Math.max(flight, pace.limit);
  }
  return { firstMs, queueMs, bytes, flight };
}

Deno.test("Pace fills a path, and keeps the queue in front of it short", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 125, max: 12_500 }),
      fc.integer({ min: 1, max: 200 }),
      (bytesPerMs, rttMs) => {
        const forMs = 20_000;
        const { firstMs, queueMs, bytes } = drive({
          bytesPerMs,
          rttMs,
          forMs,
        });
        // On a slow path, one more chunk is a long time by itself.
        const coarseMs = (MIN_FLIGHT_BYTES + 2 * CHUNK) / bytesPerMs;
        const limitMs = Math.max(2.5 * TARGET_MS, coarseMs);
        assert(queueMs <= limitMs, `${queueMs} ms of queue`);
        // What was sent before anything was known comes to it.
        const firstLimitMs = 2.5 * TARGET_MS +
          (FIRST_FLIGHT_BYTES + CHUNK) / bytesPerMs;
        assert(firstMs <= firstLimitMs, `${firstMs} ms of queue at first`);
        const share = bytes / (bytesPerMs * forMs);
        assert(share > 0.5, `${share} of the path`);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("Pace sends no more at once over a short way than the buffers on it take", () => {
  const fast = { bytesPerMs: 20_000, forMs: 20_000 };
  const near = drive({ ...fast, rttMs: 5 });
  assert(near.flight < 600 * 1024, `${near.flight} bytes`);
  const far = drive({ ...fast, rttMs: 150 });
  assert(far.flight > 1024 * 1024, `${far.flight} bytes`);
});

Deno.test("Pace gives way when something else fills the queue", () => {
  const pace = new Pace();
  let nowMs = 0;
  const round = (delayMs: number) => {
    let sent = 0;
    while (pace.room >= CHUNK) {
      pace.sent(CHUNK, nowMs);
      sent += CHUNK;
    }
    nowMs += delayMs;
    pace.answered(sent, nowMs);
  };
  for (let i = 0; i < 20; i++) round(20);
  const alone = pace.limit;
  for (let i = 0; i < 30; i++) round(20 + 4 * TARGET_MS);
  assertEquals(pace.limit, MIN_FLIGHT_BYTES);
  assert(alone > 4 * MIN_FLIGHT_BYTES);
});

Deno.test("Pace stays within its bounds, whatever is answered when", () => {
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.nat(1e6), fc.nat(1e6), fc.nat(1_000))),
    (steps) => {
      const pace = new Pace();
      let nowMs = 0;
      for (const [sent, answered, waitMs] of steps) {
        pace.sent(sent, nowMs);
        nowMs += waitMs;
        pace.answered(answered, nowMs);
        pace.forget(answered);
        assert(pace.limit >= MIN_FLIGHT_BYTES);
        assert(pace.limit <= MAX_FLIGHT_BYTES);
        assert(pace.room >= 0 && pace.room <= pace.limit);
      }
    },
  ));
});
