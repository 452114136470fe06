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
const TRAILING: ReadonlySet<string> = new Set(".,;:!?\x22\x27’”»…");
const CLOSING: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);
/** Longer ones are text. */
const MAX_ADDRESS_CHARS = 2_000;
/** No longer name is in the DNS (RFC 1035 § 2.3.4), port included. */
const AUTHORITY = /^https?:\/\/[^/?#]{1,260}(?:[/?#]|$)/i;
/** Addresses after so many in one message are text: each costs an element. */
export const MAX_LINKS = 30;

/** The parts of a text, in order; together they are the text. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  let links = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    if (links === MAX_LINKS) break;
    const address = trimmed(found);
    const link = linkTo(address);
    if (link === null) continue;
    if (index > at) parts.push({ type: "text", text: text.slice(at, index) });
    parts.push(link);
    links++;
    at = index + address.length;
  }
  if (at < text.length) parts.push({ type: "text", text: text.slice(at) });
  return parts;
}

/** Takes from the end what belongs to the sentence; brackets are counted once. */
function trimmed(found: string): string {
  const dangling = danglingOf(found);
  let end = found.length;
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    const excess = dangling.get(last);
    if (excess === undefined ? !TRAILING.has(last) : excess <= 0) break;
    if (excess !== undefined) dangling.set(last, excess - 1);
  }
  return found.slice(0, end);
}

/** By how many each closing bracket outnumbers its opening one. */
function danglingOf(text: string): Map<string, number> {
  const dangling = new Map<string, number>();
  for (const [closing, opening] of CLOSING) {
    dangling.set(closing, count(text, closing) - count(text, opening));
  }
  return dangling;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

/** `URL.parse()`, which is newer than the browsers of today. */
function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function linkTo(text: string): TextPart | null {
  if (text.length > MAX_ADDRESS_CHARS || !AUTHORITY.test(text)) return null;
  const url = parsed(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  // `https://bank.example@elsewhere.example` leads elsewhere.
  if (url.username !== "" || url.password !== "") return null;
  const written = text.slice(text.indexOf("//") + 2).toLowerCase();
  const host = written.startsWith(url.hostname) ? null : url.hostname;
  return { type: "link", text, href: url.href, host };
}
