/** Whether somebody speaks, from how loud it is: short noises and steady ones are no speech. @module */

/** What is remembered from one reading to the next. */
export interface Speech {
  readonly speaking: boolean;
  /** How long it has been loud, less most of how long it has been quiet, in milliseconds. */
  readonly voicedMs: number;
  /** How loud it is when nobody speaks. */
  readonly floor: number;
  readonly atMs: number;
}

/** Of a microphone that has not been listened to. */
export const NO_SPEECH: Speech = {
  speaking: false,
  voicedMs: 0,
  floor: 1,
  atMs: -Infinity,
};

/** Speech is at least this loud … */
const LOUD = 0.4;
/** … and silence no louder than this. */
const QUIET = 0.3;
/** What is always there must be exceeded by this much. */
const ABOVE_FLOOR = 0.15;
/** So much louder per second what is always there may become. */
const FLOOR_RISES = 0.03;
/** A cough is shorter, in milliseconds. */
const BEGINS_AFTER_MS = 300;
/** A pause between two sentences is hardly longer, in milliseconds. */
const LASTS_MS = 700;
/** Pauses between syllables must not undo them, those between two knocks must. */
const QUIET_COUNTS = 0.6;
/** A page that slept knows nothing of the time before, in milliseconds. */
const LONGEST_STEP_MS = 250;

/** Takes in how loud it is now, from 0 to 1 on the scale of the meter. */
export function listened(before: Speech, level: number, nowMs: number): Speech {
  const stepMs = Math.min(LONGEST_STEP_MS, nowMs - before.atMs);
  const floor = Math.min(level, before.floor + FLOOR_RISES * stepMs / 1_000);
  const change = level >= Math.max(LOUD, floor + ABOVE_FLOOR)
    ? stepMs
    : level < Math.max(QUIET, floor + ABOVE_FLOOR / 2)
    ? -stepMs * QUIET_COUNTS
    : 0;
  const voicedMs = Math.min(
    LASTS_MS * QUIET_COUNTS,
    Math.max(0, before.voicedMs + change),
  );
  const speaking = before.speaking ? voicedMs > 0 : voicedMs >= BEGINS_AFTER_MS;
  return { speaking, voicedMs, floor, atMs: nowMs };
}
