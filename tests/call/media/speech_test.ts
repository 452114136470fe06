import { assert, assertEquals } from "@std/assert";
import {
  listened,
  NO_SPEECH,
  type Speech,
} from "../../../call/media/speech.ts";
import { fc } from "../../fast_check.ts";

const EVERY_MS = 50;

/** Hears each level for that long, one after the other. */
function hear(
  sounds: readonly (readonly [level: number, lastsMs: number])[],
  before: Speech = NO_SPEECH,
): { last: Speech; spokeMs: number } {
  let last = before, spokeMs = 0, nowMs = Math.max(0, before.atMs);
  for (const [level, lastsMs] of sounds) {
    for (let ms = 0; ms < lastsMs; ms += EVERY_MS) {
      last = listened(last, level, nowMs += EVERY_MS);
      if (last.speaking) spokeMs += EVERY_MS;
    }
  }
  return { last, spokeMs };
}

const SILENCE = [0.05, 1_000] as const;
/** Three syllables a second, as loud as a person at a desk. */
const WORDS = Array.from(
  { length: 12 },
  () => [[0.7, 200], [0.15, 150]] as const,
).flat();

Deno.test("listened() hears speech soon, over its pauses, and its end", () => {
  const begun = hear([SILENCE, ...WORDS.slice(0, 6)]);
  assert(begun.last.speaking, "within a second");
  const { spokeMs } = hear([SILENCE, ...WORDS]);
  assert(spokeMs > 3_000, `${spokeMs} ms, without a break`);
  const over = hear([[0.05, 1_000]], hear([SILENCE, ...WORDS]).last);
  assert(!over.last.speaking);
});

Deno.test("listened() takes no short noise for speech, however loud or often", () => {
  // fast-check prints the seed of a run that fails.
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.double({ min: 0.4, max: 1, noNaN: true }),
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 10, max: 60 }),
        ),
        { maxLength: 30 },
      ),
      (noises) => {
        const sounds = noises.flatMap(([level, long, pause]) => [
          [level, long * EVERY_MS] as const,
          [0.05, pause * EVERY_MS] as const,
        ]);
        assertEquals(hear([SILENCE, ...sounds]).spokeMs, 0);
      },
    ),
  );
});

Deno.test("listened() takes typing for no speech", () => {
  const typing = Array.from(
    { length: 60 },
    () => [[0.8, 50], [0.05, 100]] as const,
  ).flat();
  assertEquals(hear([SILENCE, ...typing]).spokeMs, 0);
});

Deno.test("listened() gets used to a steady noise, and hears speech over it", () => {
  assertEquals(hear([[0.6, 30_000]]).spokeMs, 0, "there from the start");
  const fan = hear([SILENCE, [0.55, 30_000]]);
  assert(!fan.last.speaking, "a fan that was switched on");
  assert(fan.spokeMs < 16_000, `${fan.spokeMs} ms`);
  const over = Array.from(
    { length: 8 },
    () => [[0.85, 200], [0.55, 150]] as const,
  ).flat();
  assert(hear(over, fan.last).last.speaking);
});

Deno.test("listened() knows nothing of the time that a page slept", () => {
  const before = hear([SILENCE]).last;
  const { last } = hear([[0.9, 50]], { ...before, atMs: before.atMs + 60_000 });
  assert(!listened(before, 0.9, before.atMs + 60_000).speaking);
  assert(!last.speaking);
});
