/**
 * Estimates how long the browser takes to lay out a text, so that no more is put
 * into the page at once than fits its frames. Pure.
 *
 * @module
 */

/*
 * Estimates in microseconds, from texts of 4 KiB in Chromium on one core of
 * 2.5 GHz: plain words 1 to 8 ms, letters that join 26 ms, a script for each
 * letter 92 ms, because each has its own font. One line break for each letter
 * takes 16 ms, and again as long whenever another such message is added.
 */
const ASCII = 2;
const OTHER = 6;
const JOINING = 13;
/** A line of its own; that it is long keeps the rest of the chat out of sight, too. */
const BREAK = 150;
const TAB = 8;
const SCRIPT_CHANGE = 50;
/** Elements of a line, and what is said below it. */
const LINE = 400;

/** Which font a letter needs, roughly: small scripts have 128 places each. */
function scriptOf(code: number): number {
  if (code < 0x250) return 0;
  if (code >= 0x2e80 && code < 0xa000) return 1;
  if (code >= 0xac00 && code < 0xd7b0) return 1;
  if (code >= 0x1f000 && code < 0x1fb00) return 2;
  return code >> 7;
}

function costOf(code: number): number {
  if (code === 0x0a) return BREAK;
  if (code === 0x09) return TAB;
  if (code < 0x80) return ASCII;
  return code >= 0x600 && code < 0x860 ? JOINING : OTHER;
}

/**
 * How much of a text can be laid out for `limit` microseconds.
 *
 * @returns The cost of that beginning, and where it ends, in code units.
 */
export function affordable(
  text: string,
  limit: number,
): { readonly cost: number; readonly end: number } {
  let cost = LINE;
  let script = 0;
  let end = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    // Blanks, digits and most punctuation go with the letters before them.
    const next = code < 0x41 ? script : scriptOf(code);
    let step = costOf(code);
    if (next !== script) step += SCRIPT_CHANGE;
    script = next;
    if (cost + step > limit) break;
    cost += step;
    end += char.length;
  }
  return { cost, end };
}
