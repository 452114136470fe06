import { assertEquals } from "@std/assert";
import {
  actionOf,
  type KeyContext,
  type KeyPress,
  SHORTCUTS,
} from "../../../call/stage/shortcuts.ts";

const PC: KeyContext = { mac: false, inside: false, letters: true };
const MAC: KeyContext = { ...PC, mac: true };

function press(key: string, also: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    getModifierState: () => false,
    ...also,
  };
}

Deno.test("actionOf() knows every key of the table", () => {
  for (const { action, letter, chord, key } of SHORTCUTS) {
    if (letter) assertEquals(actionOf(press(letter), PC), action);
    if (key) assertEquals(actionOf(press(key), PC), action);
    if (!chord) continue;
    assertEquals(actionOf(press(chord, { ctrlKey: true }), PC), action);
    assertEquals(actionOf(press(chord, { metaKey: true }), MAC), action);
  }
});

Deno.test("actionOf() takes a capital for its letter", () => {
  assertEquals(actionOf(press("M"), PC), "microphone");
});

Deno.test("actionOf() leaves all other chords to browser and system", () => {
  for (const { letter, chord } of SHORTCUTS) {
    if (letter && letter !== chord) {
      assertEquals(actionOf(press(letter, { ctrlKey: true }), PC), null);
      assertEquals(actionOf(press(letter, { metaKey: true }), MAC), null);
    }
    if (letter) {
      assertEquals(actionOf(press(letter, { altKey: true }), PC), null);
    }
    if (!chord) continue;
    assertEquals(actionOf(press(chord, { metaKey: true }), PC), null);
    assertEquals(actionOf(press(chord, { ctrlKey: true }), MAC), null);
  }
});

Deno.test("actionOf() leaves letters to fields and open parts, and to who has switched them off", () => {
  for (const { letter } of SHORTCUTS) {
    if (!letter) continue;
    assertEquals(actionOf(press(letter), { ...PC, inside: true }), null);
    assertEquals(actionOf(press(letter), { ...PC, letters: false }), null);
    assertEquals(actionOf(press(letter, { isComposing: true }), PC), null);
  }
  for (const context of [{ letters: false }, { inside: true }]) {
    const at = { ...PC, ...context };
    assertEquals(actionOf(press("d", { ctrlKey: true }), at), "microphone");
    assertEquals(actionOf(press("e", { ctrlKey: true }), at), "camera");
    assertEquals(actionOf(press("Escape"), at), "close");
  }
});

Deno.test("actionOf() shares no screen by a single key", () => {
  assertEquals(actionOf(press("s"), PC), null);
});

/** What the keys M, V, C, H, F, D and E and Shift with Slash give: `key`, in that order. */
const LAYOUTS: Record<string, readonly string[]> = {
  Russian: ["ь", "м", "с", "р", "а", "в", "у", ","],
  Ukrainian: ["ь", "м", "с", "р", "а", "в", "у", ","],
  Bulgarian: ["р", "э", "ъ", "г", "о", "а", "е", "Б"],
  Greek: ["μ", "ω", "ψ", "η", "φ", "δ", "ε", "?"],
  Hebrew: ["צ", "ה", "ב", "י", "כ", "ג", "ק", "?"],
  Arabic: ["ة", "ر", "ؤ", "ا", "ب", "ي", "ث", "؟"],
  Persian: ["پ", "ر", "ز", "ا", "ب", "ی", "ث", "؟"],
  Hindi: ["स", "न", "म", "प", "ि", "्", "ा", "य़"],
  Thai: ["ท", "อ", "แ", "้", "ด", "ก", "ำ", "ฦ"],
  Korean: ["ㅡ", "ㅍ", "ㅊ", "ㅗ", "ㄹ", "ㅇ", "ㄷ", "?"],
  Kana: ["も", "ひ", "そ", "く", "は", "し", "い", "・"],
  Armenian: ["մ", "վ", "ց", "հ", "ֆ", "դ", "է", "Ծ"],
  Georgian: ["მ", "ვ", "ც", "ჰ", "ფ", "დ", "ე", "?"],
};

Deno.test("actionOf() finds letters, chords and ? by their place where the layout is not Latin", () => {
  for (const [layout, keys] of Object.entries(LAYOUTS)) {
    const at = (place: string, also: Partial<KeyPress> = {}) => {
      const key = keys["MVCHFDE/".indexOf(place)] ?? "";
      const code = place === "/" ? "Slash" : `Key${place}`;
      return actionOf(press(key, { code, ...also }), PC);
    };
    const found = [
      ...["M", "V", "C", "H", "F"].map((place) => at(place)),
      at("D", { ctrlKey: true }),
      at("E", { ctrlKey: true }),
      at("/", { shiftKey: true }),
    ];
    assertEquals(found, [
      "microphone",
      "camera",
      "chat",
      "hand",
      "full-screen",
      "microphone",
      "camera",
      "help",
    ], layout);
  }
});

Deno.test("actionOf() goes by the letter alone where the layout is Latin", () => {
  // AZERTY, Dvorak and Colemak have M, or something else, elsewhere.
  assertEquals(actionOf(press("m", { code: "Semicolon" }), PC), "microphone");
  assertEquals(actionOf(press(",", { code: "KeyM" }), PC), null);
  assertEquals(actionOf(press("e", { code: "KeyD" }), PC), null);
  const chord = press("e", { code: "KeyD", ctrlKey: true });
  assertEquals(actionOf(chord, PC), "camera");
  // Letters with marks are other letters.
  assertEquals(actionOf(press("ç", { code: "KeyC" }), PC), null);
  // Dvorak has Z where others have the slash, German has ? elsewhere.
  const z = press("Z", { code: "Slash", shiftKey: true });
  assertEquals(actionOf(z, PC), null);
  const german = press("?", { code: "Minus", shiftKey: true });
  assertEquals(actionOf(german, PC), "help");
});

Deno.test("actionOf() leaves what AltGr writes alone", () => {
  const micro = press("µ", {
    code: "KeyM",
    getModifierState: (name) => name === "AltGraph",
  });
  assertEquals(actionOf(micro, PC), null);
});

Deno.test("SHORTCUTS has no key twice", () => {
  const keys = SHORTCUTS.flatMap(({ letter, chord, key }) => [
    ...letter ? [letter] : [],
    ...chord ? [`Ctrl ${chord}`] : [],
    ...key ? [key] : [],
  ]);
  assertEquals(new Set(keys).size, keys.length);
});
