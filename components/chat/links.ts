/**
 * Addresses in a text, so that they can be followed: only those of the web, and
 * always shown as they were written. Pure.
 *
 * @module
 */

/** A piece of a text. */
export type TextPart =
  | { readonly type: "text"; readonly text: string }
  | {
    readonly type: "link";
    /** As it was written. */
    readonly text: string;
    readonly href: string;
    /** The host as it is asked for, where letters of it may look like others. */
    readonly host: string | null;
  };

// Quotes by their numbers: what looks for class names here knows no patterns.
const ADDRESS = /\bhttps?:\/\/[^\s<>\x22\x60\\]+/giu;
/** Belongs to the sentence around the address rather than to it. */
const TRAILING = /[.,;:!?\x22\x27’”»…]$/u;
const CLOSING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
/** Longer ones are text. */
const MAX_ADDRESS_CHARS = 2_000;

/** The parts of a text, in order; together they are the text. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    const link = linkTo(address);
    if (link === null) continue;
    if (index > at) parts.push({ type: "text", text: text.slice(at, index) });
    parts.push(link);
    at = index + address.length;
  }
  if (at < text.length) parts.push({ type: "text", text: text.slice(at) });
  return parts;
}

function trimmed(found: string): string {
  let address = found;
  for (;;) {
    const last = address.at(-1) ?? "";
    const opening = CLOSING[last];
    const dangling = opening !== undefined &&
      count(address, last) > count(address, opening);
    if (!dangling && !TRAILING.test(address)) return address;
    address = address.slice(0, -1);
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function linkTo(text: string): TextPart | null {
  if (text.length > MAX_ADDRESS_CHARS) return null;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  // `https://bank.example@elsewhere.example` leads elsewhere.
  if (url.username !== "" || url.password !== "") return null;
  const written = text.slice(text.indexOf("//") + 2).toLowerCase();
  const host = written.startsWith(url.hostname) ? null : url.hostname;
  return { type: "link", text, href: url.href, host };
}
