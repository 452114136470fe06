/** Texts by what a person takes for one character, UAX 29: cut between them, never inside. @module */

/**
 * What belongs together, for browsers without `Intl.Segmenter`: a flag, a
 * syllable of jamo or any code point, with the marks and joined emoji behind it.
 */
const CLUSTER =
  /\r\n|(?:\p{Regional_Indicator}{2}|[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11ff\ud7b0-\ud7fb\uac00-\ud7a3]*|[^])(?:\u200d\p{Extended_Pictographic}|[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7fb])*/gu;

/** The graphemes of a text, together the text, without `Intl.Segmenter`. */
export function* clusters(text: string): Generator<string> {
  for (const [cluster] of text.matchAll(CLUSTER)) yield cluster;
}

/** Absent in Firefox before 125. */
const known: Partial<typeof Intl> = Intl;
const segmenter = known.Segmenter
  ? new known.Segmenter("en", { granularity: "grapheme" })
  : null;

/** The graphemes of a text; together they are the text. */
export function* graphemes(text: string): Generator<string> {
  if (segmenter === null) return yield* clusters(text);
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** How much a text may have; what is not said is not limited. */
export interface TextRoom {
  readonly graphemes?: number;
  /** UTF-16 code units. */
  readonly units?: number;
  /** Bytes of UTF-8. */
  readonly bytes?: number;
}

const encoder = new TextEncoder();

/** Length of a text in bytes of UTF-8. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

/** The longest beginning of whole graphemes that has room. */
export function cutText(text: string, room: TextRoom): string {
  let { graphemes: count = Infinity, units = Infinity, bytes = Infinity } =
    room;
  let end = 0;
  for (const grapheme of graphemes(text)) {
    count -= 1;
    units -= grapheme.length;
    bytes -= bytes === Infinity ? 0 : utf8Bytes(grapheme);
    if (Math.min(count, units, bytes) < 0) break;
    end += grapheme.length;
  }
  return text.slice(0, end);
}
