/**
 * Words that must not be where they are looked for, in every spelling in which
 * they could be there, and a search for all of them at once.
 *
 * @module
 */

/** Something that is looked for. */
export interface Canary {
  /** What it is, for whoever reads that it was found. */
  readonly what: string;
  readonly spellings: readonly Uint8Array[];
}

/** Spellings shorter than this could be there by chance. */
const MIN_BYTES = 8;

/** A text, plain and in base64, in one byte a character and in two. */
export function textCanary(what: string, text: string): Canary {
  const bytes = new TextEncoder().encode(text);
  return canary(what, [bytes, twoBytes(text)], base64s(bytes));
}

/** Bytes: raw, in hexadecimal and in base64. */
export function bytesCanary(what: string, bytes: Uint8Array): Canary {
  const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));
  const hex = [pairs.join(""), pairs.join(":")]
    .flatMap((text) => [text, text.toUpperCase()]);
  return canary(what, [bytes], [...hex, ...base64s(bytes)]);
}

function canary(what: string, raw: Uint8Array[], texts: string[]): Canary {
  const encoder = new TextEncoder();
  const spellings = [
    ...raw,
    ...texts.flatMap((text) => [encoder.encode(text), twoBytes(text)]),
  ];
  return {
    what,
    spellings: spellings.filter(({ length }) => length >= MIN_BYTES),
  };
}

/** UTF-16, little-endian: as V8 keeps texts that are not Latin-1. */
function twoBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) {
    view.setUint16(i * 2, text.charCodeAt(i), true);
  }
  return bytes;
}

/**
 * What base64, of either alphabet, makes of bytes in the middle of others: three
 * different texts, by where they begin.
 */
function base64s(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const padded = new Uint8Array(before + bytes.length);
    padded.set(bytes, before);
    const text = btoa(String.fromCharCode(...padded)).slice(
      Math.ceil(before * 8 / 6),
      Math.floor(padded.length * 8 / 6),
    );
    return [text, text.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** Looks for many words in one go, however many bytes there are. */
export class Search {
  readonly #words: readonly Uint8Array[];
  /** Which three bytes some word begins with, and which words those are. */
  readonly #begins = new Uint8Array(1 << 24);
  readonly #byStart = new Map<number, number[]>();
  /** How often each word was found. */
  readonly counts: number[];

  constructor(words: readonly Uint8Array[]) {
    this.#words = words;
    this.counts = words.map(() => 0);
    words.forEach((word, index) => {
      const start = startOf(word, 0);
      this.#begins[start] = 1;
      const same = this.#byStart.get(start) ?? [];
      this.#byStart.set(start, [...same, index]);
    });
  }

  /** The length of the longest word. */
  get longest(): number {
    return Math.max(0, ...this.#words.map(({ length }) => length));
  }

  /** Counts the words that begin in the first `limit` bytes. */
  look(bytes: Uint8Array, limit = bytes.length): void {
    const end = Math.min(limit, bytes.length - 2);
    for (let at = 0; at < end; at++) {
      const start = startOf(bytes, at);
      if (this.#begins[start] === 0) continue;
      for (const index of this.#byStart.get(start) ?? []) {
        if (this.#isAt(bytes, at, index)) {
          this.counts[index] = (this.counts[index] ?? 0) + 1;
        }
      }
    }
  }

  #isAt(bytes: Uint8Array, at: number, index: number): boolean {
    return this.#words[index]?.every((byte, i) => bytes[at + i] === byte) ??
      false;
  }
}

function startOf(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) << 16 | (bytes[at + 1] ?? 0) << 8 |
    (bytes[at + 2] ?? 0);
}

/** Names the canaries that were found, by how often each of all spellings was. */
export function foundAmong(
  canaries: readonly Canary[],
  counts: readonly number[],
): string[] {
  let next = 0;
  return canaries.flatMap(({ what, spellings }) => {
    const times = spellings.map(() => counts[next++] ?? 0);
    const total = times.reduce((sum, count) => sum + count, 0);
    return total === 0 ? [] : [what];
  });
}

/** The canaries that are in these bytes. */
export function lookFor(
  canaries: readonly Canary[],
  bytes: Uint8Array,
): string[] {
  const search = new Search(canaries.flatMap(({ spellings }) => spellings));
  search.look(bytes);
  return foundAmong(canaries, search.counts);
}
