/**
 * What a text from outside may hold: chat, names of people, names of files.
 * Nothing in a sanitized text changes the direction, the lines or the height of
 * what stands around it, and nothing in it is hidden but what its own script or
 * emoji needs. (The renderer sees to it that it is never HTML.)
 *
 * Decisions depend on what was kept so far and on the next code point only, so
 * that the time is linear and a second pass changes nothing.
 *
 * @module
 */

/** Most marks, joiners and selectors on one letter: Tibetan and Hebrew use up to 8. */
export const MAX_MARKS = 8;
/** Most code points in what a person takes for one character. */
export const MAX_GRAPHEME_CODE_POINTS = 32;

/** Code points from one to another. */
type Range = readonly [first: string, last: string];

const LINE_BREAK = /\r\n?|[\v\f\x85\u2028\u2029]/g;
/** Never kept: controls, half surrogates, bidirectional controls (UAX 9), specials. */
const FORBIDDEN =
  /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufff9-\ufffc]/u;
/** Shown as nothing: kept where {@linkcode mayHide} knows a use of it. */
const HIDDEN = /\p{Default_Ignorable_Code_Point}/u;
/** Goes on the letter before, UAX 29 table 2: Extend and SpacingMark. */
const MARK = /[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u0e33\u0eb3]/u;
/** UAX 29 table 2: Prepend. */
const PREPEND =
  /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]/u;
/** Joins two letters into one conjunct, UAX 44: Indic_Conjunct_Break=Linker. */
const LINKER =
  /[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\u1bab\ua9c0\uaaf6\u{10a3f}\u{11133}\u{113d0}\u{1193e}\u{11a47}\u{11a99}\u{11f42}]/u;
const HANGUL_LEADING = /[\u1100-\u115f\ua960-\ua97c]/;
const HANGUL_FOLLOWING = /[\u1160-\u11ff\ud7b0-\ud7fb]/;
/** Jamo, and syllables made of them. */
const HANGUL = /[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]/;
const SYLLABLE: Range = ["\uac00", "\ud7a3"];

const PICTOGRAPH = /\p{Extended_Pictographic}/u;
const EMOJI = /\p{Emoji}/u;
const IDEOGRAPH = /\p{Ideographic}/u;

const MONGOLIAN_SELECTORS: Range = ["\u180b", "\u180f"];
const SELECTORS: Range = ["\ufe00", "\ufe0d"];
const EMOJI_SELECTORS: Range = ["\ufe0e", "\ufe0f"];
const IDEOGRAPH_SELECTORS: Range = ["\u{e0100}", "\u{e01ef}"];
const GRAPHEME_JOINER = "\u034f";
const ZWSP = "\u200b", ZWNJ = "\u200c", ZWJ = "\u200d";
/** The flags of England, Scotland and Wales, UTS 51 § 2.4; no other tags are shown. */
const TAGGED_FLAG =
  /\u{1f3f4}(?:\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}|\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}|\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073})\u{e007f}/uy;

/** Without any of these, a text stays as it is. */
const SPECIAL = new RegExp(
  `[^\\P{Cc}\\t\\n]|(?!\\p{Cc})${FORBIDDEN.source}|` +
    [HIDDEN, MARK, PREPEND, HANGUL].map(({ source }) => source).join("|"),
  "u",
);

/** Letters, digits and marks of these scripts (ISO 15924). */
function ofScripts(names: string): RegExp {
  const any = names.split(" ").map((name) => `\\p{Script_Extensions=${name}}`);
  return new RegExp(`(?=[\\p{L}\\p{N}])[${any.join("")}]`, "u");
}

/** Cursive scripts, and those of India and its neighbours, choose forms by joiners. */
const JOINING = ofScripts(
  "Adlm Arab Mand Mani Mong Nkoo Phag Phlp Rohg Sogd Syrc " +
    "Bali Batk Beng Bhks Brah Bugi Buhd Cakm Cham Deva Dogr Gong Gonm " +
    "Gran Gujr Guru Hano Java Khar Khmr Khoj Knda Kthi Lana Lepc Limb Mahj " +
    "Marc Mlym Modi Mtei Mymr Nand Newa Orya Rjng Saur Shrd Sidd Sind Sinh " +
    "Soyo Sund Sylo Tagb Takr Taml Telu Tglg Tibt Tirh Zanb",
);
/** Written without spaces: people type where a line may break. */
const BREAKING = ofScripts("Khmr Laoo Mymr");
const MONGOLIAN = ofScripts("Mong Phag");
const HEBREW = ofScripts("Hebr");
/** Has standardized variants beside emoji. */
const VARIED =
  /[\p{Sm}\p{Ideographic}\p{Script=Mymr}\p{Script=Phag}\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f0]/u;

/** What was kept, and where in a grapheme it ends. */
class Kept {
  text = "";
  /** The last code point. */
  last = "";
  /** The last letter: what marks go on. */
  letter = "";
  #marks = 0;
  /** Whether the next letter may belong to the same grapheme. */
  #linked = false;
  /** Code points of the grapheme, never less than UAX 29 counts. */
  #size = 0;

  /** Adds a letter, or whatever else marks can go on. */
  addLetter(char: string): void {
    const { last } = this;
    const jamo = HANGUL.test(char);
    const goesOn = this.#linked || PREPEND.test(last) || jamo &&
        (HANGUL_FOLLOWING.test(char)
          ? HANGUL.test(last)
          : HANGUL_LEADING.test(last));
    const droppable = jamo && !isIn(SYLLABLE, char) ||
      PREPEND.test(char);
    if (goesOn && droppable && this.#isFull()) return;
    this.#size = goesOn ? this.#size + 1 : 1;
    this.#marks = 0;
    this.#linked = false;
    this.letter = char;
    this.#add(char);
  }

  /** Adds what belongs to the letter before. */
  addMark(char: string): void {
    if (this.#marks >= MAX_MARKS || this.#isFull()) return;
    this.#size++;
    this.#marks++;
    this.#linked ||= char === ZWJ || LINKER.test(char);
    this.#add(char);
  }

  /** Adds a flag whole, where it begins a grapheme; otherwise nothing. */
  addFlag(flag: string): boolean {
    if (this.#linked || PREPEND.test(this.last)) return false;
    this.addLetter(flag);
    this.#size = [...flag].length;
    return true;
  }

  /** Whether whatever leads on to another code point has no room. */
  #isFull(): boolean {
    return this.#size >= MAX_GRAPHEME_CODE_POINTS - 1;
  }

  #add(char: string): void {
    this.text += char;
    this.last = char;
  }
}

/**
 * Whether a code point that is shown as nothing is of use where it stands.
 *
 * @param next The code point that follows it; may be empty.
 */
function mayHide({ letter, last }: Kept, char: string, next: string): boolean {
  if (char === last) return false;
  if (char === ZWJ || char === ZWNJ) {
    if (last === ZWJ || last === ZWNJ) return false;
    return JOINING.test(letter) ||
      char === ZWJ && PICTOGRAPH.test(letter) && PICTOGRAPH.test(next);
  }
  if (char === ZWSP) return BREAKING.test(letter);
  if (char === GRAPHEME_JOINER) return HEBREW.test(letter);
  if (isIn(MONGOLIAN_SELECTORS, char)) return MONGOLIAN.test(letter);
  // A selector selects by the letter right before it.
  if (letter !== last) return false;
  if (isIn(EMOJI_SELECTORS, char)) return EMOJI.test(letter);
  if (isIn(SELECTORS, char)) return VARIED.test(letter);
  return isIn(IDEOGRAPH_SELECTORS, char) && IDEOGRAPH.test(letter);
}

function isIn([first, last]: Range, char: string): boolean {
  return char >= first && char <= last;
}

function codePointAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** A text of several lines, each of which ends with a line feed. */
export function sanitizeText(text: string): string {
  const lines = text.replace(LINE_BREAK, "\n");
  if (!SPECIAL.test(lines)) return lines;
  const kept = new Kept();
  for (let at = 0; at < lines.length;) {
    const char = codePointAt(lines, at);
    at += char.length;
    if (char >= " " && char <= "~" || char === "\n" || char === "\t") {
      kept.addLetter(char);
    } else if (char === "\u{1f3f4}") {
      TAGGED_FLAG.lastIndex = at - char.length;
      const flag = TAGGED_FLAG.exec(lines)?.[0];
      if (flag !== undefined && kept.addFlag(flag)) {
        at += flag.length - char.length;
      } else kept.addLetter(char);
    } else if (FORBIDDEN.test(char)) continue;
    else if (HIDDEN.test(char)) {
      // In the place of a vowel that a syllable of jamo lacks.
      const fills = char === "\u1160" && HANGUL_LEADING.test(kept.last);
      if (fills) kept.addLetter(char);
      else if (mayHide(kept, char, codePointAt(lines, at))) kept.addMark(char);
    } else if (MARK.test(char)) kept.addMark(char);
    else kept.addLetter(char);
  }
  return kept.text;
}

/** What takes room and shows nothing, white space and other, for a class in a pattern. */
export const BLANKS = "\\s\\u2800\\u{1d159}\\u{13441}\\u{13442}";
const GAP = new RegExp(`[${BLANKS}]+`, "gu");
const OUTER_GAPS = new RegExp(`^[${BLANKS}]|[${BLANKS}]$`, "gu");

/** A text of one line, such as a name, without space around it. */
export function sanitizeLine(text: string): string {
  return sanitizeText(text)
    .replace(
      GAP,
      (gap) => gap.length > 1 || gap === "\n" || gap === "\t" ? " " : gap,
    )
    .replace(OUTER_GAPS, "");
}

const VISIBLE = new RegExp(
  `[^${BLANKS}\\p{Default_Ignorable_Code_Point}\\p{M}\\p{Cc}\\p{Cf}\\p{Cs}]`,
  "u",
);

/** Whether a text shows anything of its own: more than space, marks and fillers. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}
