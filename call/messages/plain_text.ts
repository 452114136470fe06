/**
 * What another person typed, made harmless to show: nothing in it can change
 * the direction, the lines or the height of the text around it. (That it is
 * never HTML, is the renderer's doing.)
 *
 * @module
 */

/** Marks that turn the order of text around, Unicode Standard Annex 9 § 2. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Control characters but for tab and line feed, and what hides in text. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u00ad\ufeff\ufff9-\ufffb]/gu;
/** More accents on a letter than any language has pile up over other lines. */
const PILES = /(\p{M}{8})\p{M}+/gu;

/** A text of several lines. */
export function plainText(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(BIDI, "")
    .replace(CONTROLS, "")
    .replace(PILES, "$1");
}

/** A text of one line, such as a name. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, " ").trim();
}
