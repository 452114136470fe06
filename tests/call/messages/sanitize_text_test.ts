import { assert, assertEquals } from "@std/assert";
import {
  isVisible,
  MAX_GRAPHEME_CODE_POINTS,
  MAX_MARKS,
  sanitizeLine,
  sanitizeText,
} from "../../../call/messages/sanitize_text.ts";
import { fc } from "../../fast_check.ts";
import { GOOD_TEXTS } from "./good_texts.ts";

/** Shown as nothing, or as less than they are. */
const HIDDEN = [
  "\u00ad\u034f\u115f\u1160\u17b4\u200b\u200c\u200d\u2060\u2061\u2064\u206a",
  "\u3164\ufe0e\ufe0f\ufeff\uffa0\ufff9\ufffc\ufffe\u{1d173}\u{e0001}",
  "\u{e0041}\u{e007f}\u{e0100}\u180b\u180e",
].flatMap((text) => [...text]);
const TURNING = [..."\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066"];
const CONTROLS = [..."\0\x07\b\x1b\x7f\x9b"];
/** Goes on from code point to code point, for as long as one likes. */
const CHAINS = [
  "z\u0301",
  "e\u20dd",
  "👩\u200d",
  "👩🏽",
  "❤\ufe0f",
  "🏴\u{e0067}",
  "क्",
  "क्\u200d",
  "ᄀ",
  "가ᅡᆨ",
  "\u0600",
  "กำ",
  "ﾊﾞ",
  "م\u200c",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿\u200d",
  "ᠠ᠋",
  "\u200b\u0301",
  "\ud800",
].flatMap((chain) => [chain, ...chain]);

/** Texts of all that is fought over, beside each other. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      ...CHAINS,
      ...HIDDEN,
      ...TURNING,
      ..."a1 \n\r\t\u2028\u2800漢ש",
    ),
    maxLength: 120,
    size: "max",
  }),
);

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

function longestGrapheme(text: string): number {
  return Math.max(
    0,
    ...Array.from(
      segmenter.segment(text),
      ({ segment }) => [...segment].length,
    ),
  );
}

Deno.test("sanitizeText() and sanitizeLine() leave what people write in any script", () => {
  for (const [script, text] of Object.entries(GOOD_TEXTS)) {
    assertEquals(sanitizeText(text), text, script);
    assertEquals(sanitizeLine(text), text, script);
    assert(text.split(" ").every(isVisible), script);
  }
  assertEquals(
    sanitizeText("two\nlines\n\tand a tab"),
    "two\nlines\n\tand a tab",
  );
});

Deno.test("sanitizeText() takes away what turns text around, controls and what is hidden", () => {
  for (const char of [...TURNING, ...CONTROLS, ...HIDDEN, "\ud800", "\udc00"]) {
    assertEquals(
      sanitizeText(`a${char}b`),
      "ab",
      char.codePointAt(0)?.toString(16),
    );
  }
  assertEquals(sanitizeText("abc\u202Etxt.exe"), "abctxt.exe");
  assertEquals(sanitizeText("a\x1b[31mc"), "a[31mc");
});

Deno.test("sanitizeText() has one kind of line break", () => {
  for (const char of "\r\v\f\x85\u2028\u2029") {
    assertEquals(sanitizeText(`a${char}b`), "a\nb");
    assertEquals(sanitizeLine(`a${char}b`), "a b");
  }
  assertEquals(sanitizeText("a\r\n\rb"), "a\n\nb");
});

Deno.test("sanitizeText() keeps joiners where their script or emoji needs them, and nowhere else", () => {
  const cases: [string, string][] = [
    ["Auf\u200clage \u200dx 1\u200c ש\u200d", "Auflage x 1 ש"],
    ["م\u200c\u200c\u200dم", "م\u200cم"],
    ["\u200cم ، \u200c", "م ، "],
    ["👩\u200dx👩\u200d", "👩x👩"],
    ["x\u200d👩", "x👩"],
    ["👩\u200d\u200d👩", "👩\u200d👩"],
  ];
  for (const [text, kept] of cases) assertEquals(sanitizeText(text), kept);
});

Deno.test("sanitizeText() keeps selectors and tags in their place only", () => {
  const tags = (letters: string) =>
    String.fromCodePoint(...[...letters].map((c) => 0xe0000 + c.charCodeAt(0)));
  const END = "\u{e007f}";
  const cases: [string, string][] = [
    ["❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f"],
    ["a\ufe0f z\u{e0100} ❤\ufe00 漢\u0301\u{e0100}", "a z ❤ 漢\u0301"],
    [`🏴${tags("gbeng")}${END}`, `🏴${tags("gbeng")}${END}`],
    [`🏴${tags("gbeng")}`, "🏴"],
    [`🏴${tags("ustx")}${END}`, "🏴"],
    [`🏴${tags("gbengx")}${END}`, "🏴"],
    [`🏴x${tags("gbeng")}${END}`, "🏴x"],
    [`hi${tags("secret")}${END}`, "hi"],
  ];
  for (const [text, kept] of cases) assertEquals(sanitizeText(text), kept);
});

Deno.test("sanitizeText() limits marks on a letter, whatever stands between them", () => {
  for (
    const between of [
      "",
      "\u200d",
      "\u200c",
      "\u2060",
      "\u200b",
      "\ufe0f",
      "\u034f",
    ]
  ) {
    for (const letter of ["z", "م", "👩", "\n", ""]) {
      const pile = letter + `\u0301${between}`.repeat(500);
      const marks = [...sanitizeText(pile)].length - [...letter].length;
      assert(marks <= MAX_MARKS, `${letter} ${between}: ${marks}`);
    }
  }
});

Deno.test("sanitizeText() leaves no grapheme that goes on without end", () => {
  for (const chain of CHAINS) {
    const longest = longestGrapheme(sanitizeText(chain.repeat(400)));
    assert(longest <= MAX_GRAPHEME_CODE_POINTS, `${chain}: ${longest}`);
  }
});

Deno.test("sanitizeText() and sanitizeLine() keep their promises for any text", () => {
  const never = new RegExp(
    `[^\\P{Cc}\\n\\t]|[\\p{Bidi_Control}\\p{Noncharacter_Code_Point}\\p{Cs}]`,
    "u",
  );
  fc.assert(
    fc.property(anyText, (text) => {
      for (const sanitize of [sanitizeText, sanitizeLine]) {
        const kept = sanitize(text);
        assert(kept.length <= text.length);
        assertEquals(sanitize(kept), kept);
        assert(!never.test(kept), kept);
        assert(!/[\u2060\u3164\uffa0\ufeff\u00ad\u{e0001}]/u.test(kept), kept);
        assert(longestGrapheme(kept) <= MAX_GRAPHEME_CODE_POINTS);
      }
      const line = sanitizeLine(text);
      assert(!/[\n\t]|^\s|\s$|\s\s/.test(line), line);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("sanitizeLine() is one line, without space around it", () => {
  assertEquals(
    sanitizeLine("  Ann\n\n of\tGreen Gables "),
    "Ann of Green Gables",
  );
  assertEquals(
    sanitizeLine("plan.pdf\u2800\u2800 \u00a0.exe\u2800"),
    "plan.pdf .exe",
  );
  assertEquals(sanitizeLine("山田\u3000太郎"), "山田\u3000太郎");
  assertEquals(sanitizeLine("\u202E\u2066"), "");
});

Deno.test("isVisible() is false for what shows nothing of its own", () => {
  for (
    const text of [
      "",
      " \n\t\u00a0\u3000",
      "\u200b",
      "\u3164",
      "\u115f\u1160",
      "\uffa0",
      "\u2800",
      "\u0301\u0302",
      "\ufe0f",
      "\u{e0041}",
      "\u202e",
      "\ud800",
      "\u{1d159}",
    ]
  ) assertEquals(isVisible(text), false, JSON.stringify(text));
  for (const text of [".", "a\u0301", "\u2800⠓", "𓀀", "👩", "🇩", "ـ"]) {
    assertEquals(isVisible(text), true, text);
  }
});

Deno.test("sanitizeLine() takes time in proportion to the text", () => {
  for (const chain of [...CHAINS, " \n", " x", "\u2800", "ש"]) {
    // Far longer than a message: what grows with the square takes minutes.
    const text = chain.repeat(100_000 / chain.length);
    const beganAtMs = performance.now();
    sanitizeLine(text);
    assert(performance.now() - beganAtMs < 2_000, chain);
  }
});
