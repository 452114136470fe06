/** The two people, as the page calls them. @module */

/** The person who reads the page. */
const READER = "You";

/** Words of the page that would read as something else if they were a name. */
const OWN_WORDS = [READER.toLowerCase(), "nobody"];

/** Letters that look like those, beside compatible ones such as the full-width. */
const LOOK_ALIKES: readonly (readonly [letter: string, pattern: RegExp])[] = [
  ["y", /[ʏγΥүҮұҰуУỿᎩ🆈🅨🇾]/gu],
  ["o", /(?<!\d)0(?!\d)|[οΟоОօՕσⲟⲞᴏഠ൦๐໐၀○◯🅾🅞🇴]/gu],
  ["u", /[υսՍʋцᴜꞟ∪⋃🆄🅤🇺]/gu],
  ["n", /[ոռпηꞐ]/gu],
  ["b", /[ЬьƄВΒ]/gu],
  ["d", /[ԁᏧ]/gu],
];

/** Letters and signs as they look, in lower case and without marks. */
function appearance(name: string): string {
  let plain = name.normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "");
  for (const [letter, pattern] of LOOK_ALIKES) {
    plain = plain.replace(pattern, letter);
  }
  return plain.toLowerCase();
}

/** Whether a name looks like a word of the page: alone, or before a sign, as in "You:". */
function looksOwn(seen: string): boolean {
  const [, first = ""] = /^[^\p{L}]*(\p{L}+)(?!\p{L}|\s+\p{L})/u.exec(seen) ??
    [];
  return [first, seen.replace(/[^\p{L}]/gu, "")]
    .some((word) => OWN_WORDS.includes(word));
}

/**
 * What the page calls the other person: by the name that they gave, which never
 * reads as a word of the page's own.
 *
 * @param nameless Words for who gave none.
 */
export function nameWords(name: string, nameless: string): string {
  const seen = appearance(name);
  if (/^[\s\u2800]*$/.test(seen)) return nameless;
  return looksOwn(seen) ? `“${name}” (the other person)` : name;
}

/** The other person at the beginning of a sentence, or by themselves. */
export function someone(name: string): string {
  return nameWords(name, "The other person");
}

/** The other person within a sentence. */
export function themWords(name: string): string {
  return nameWords(name, "the other person");
}

/**
 * Who said something.
 *
 * @param peerName The other person's; may be empty.
 */
export function authorWords(from: "self" | "peer", peerName: string): string {
  return from === "self" ? READER : nameWords(peerName, "They");
}
