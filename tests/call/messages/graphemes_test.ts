import { assert, assertEquals } from "@std/assert";
import {
  clusters,
  cutText,
  graphemes,
  utf8Bytes,
} from "../../../call/messages/graphemes.ts";
import { fc } from "../../fast_check.ts";
import { GOOD_TEXTS } from "./good_texts.ts";

const FAMILY = "👩‍👩‍👧‍👦";
const WALES = "🏴󠁧󠁢󠁷󠁬󠁳󠁿";

Deno.test("graphemes() and clusters() take what a person sees as one character as one", () => {
  const text = [
    FAMILY,
    WALES,
    "🇩🇪",
    "🇫🇷",
    "e\u0301",
    "👋🏽",
    "1️⃣",
    "ᄒᆞᆫ",
    "น้ำ",
    "x",
  ];
  // Thai: one consonant with its vowel and tone.
  assertEquals([...graphemes(text.join(""))], text);
  assertEquals([...clusters(text.join(""))], text);
});

Deno.test("clusters() never cuts where graphemes() does not, in any script", () => {
  for (const [script, text] of Object.entries(GOOD_TEXTS)) {
    const ends = (parts: Iterable<string>) => {
      let at = 0;
      return Array.from(parts, (part) => at += part.length);
    };
    const certain = new Set(ends(graphemes(text)));
    const rough = ends(clusters(text));
    assertEquals(rough.at(-1), text.length, script);
    // Conjuncts of Indic letters are cut between letters, and nothing else is.
    for (const end of rough.filter((end) => !certain.has(end))) {
      assert(/\p{L}/u.test(text.slice(end)[0] ?? ""), script);
      assert(/[\u0900-\u0dff]/.test(text.charAt(end)), script);
    }
  }
});

Deno.test("cutText() keeps whole graphemes, as many as have room", () => {
  const text = `a${FAMILY}e\u0301${WALES}z`;
  assertEquals(cutText(text, {}), text);
  assertEquals(cutText(text, { graphemes: 3 }), `a${FAMILY}e\u0301`);
  assertEquals(cutText(text, { units: FAMILY.length }), "a");
  assertEquals(cutText(text, { units: FAMILY.length + 1 }), `a${FAMILY}`);
  assertEquals(
    cutText(text, { bytes: 1 + utf8Bytes(FAMILY) + 2 }),
    `a${FAMILY}`,
  );
  assertEquals(cutText(text, { graphemes: 9, bytes: 1 }), "a");
  assertEquals(cutText(text, { units: 0 }), "");
});

Deno.test("cutText() gives a beginning that has room, whatever the text", () => {
  fc.assert(fc.property(
    fc.string({ unit: "binary" }),
    fc.nat(20),
    fc.nat(40),
    (text, units, bytes) => {
      const cut = cutText(text, { units, bytes });
      assert(text.startsWith(cut));
      assert(cut.length <= units && utf8Bytes(cut) <= bytes);
      assert(!/[\ud800-\udbff]$/.test(cut));
      for (const split of [graphemes, clusters]) {
        assertEquals([...split(text)].join(""), text);
      }
    },
  ));
});
