/**
 * Sound: short figures of two voices, as data that a player reads. Quiet, and in
 * the middle of the ear's range, so that no speaker makes them shrill.
 *
 * @module
 */

/** One tone of a figure. */
export interface Note {
  readonly frequencyHz: number;
  /** When it begins, from the beginning of the figure. */
  readonly atMs: number;
  /** From its beginning until it has faded away. */
  readonly lastsMs: number;
  /** Loudness at its peak, from 0 to 1. */
  readonly gain: number;
}

const D5 = 587.33;
const G5 = 783.99;
const A5 = 880;
const D6 = 1174.66;

/** How a tone begins and what it is made of. */
export const VOICE = {
  type: "sine",
  /** From silence to its peak; then it fades. */
  attackMs: 12,
} as const;

/** What is heard when. */
export const SOUNDS = {
  /** They come: two voices that rise and meet. */
  arrived: [
    { frequencyHz: D5, atMs: 0, lastsMs: 420, gain: 0.14 },
    { frequencyHz: A5, atMs: 130, lastsMs: 620, gain: 0.14 },
    { frequencyHz: D6, atMs: 130, lastsMs: 620, gain: 0.04 },
  ],
  /** They leave: the same two, falling apart. */
  left: [
    { frequencyHz: A5, atMs: 0, lastsMs: 320, gain: 0.1 },
    { frequencyHz: D5, atMs: 120, lastsMs: 520, gain: 0.1 },
  ],
  /** Somebody asks to come in. */
  knock: [
    { frequencyHz: G5, atMs: 0, lastsMs: 160, gain: 0.12 },
    { frequencyHz: G5, atMs: 190, lastsMs: 260, gain: 0.12 },
  ],
  /** A single one, to hear that a speaker works or that something has come. */
  note: [{ frequencyHz: A5, atMs: 0, lastsMs: 360, gain: 0.1 }],
} satisfies Record<string, readonly Note[]>;

/** The names of the sounds. */
export type SoundName = keyof typeof SOUNDS;
