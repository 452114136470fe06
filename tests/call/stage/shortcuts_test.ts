import { assert, assertEquals } from "@std/assert";
import {
  actionOf,
  type KeyContext,
  type KeyPress,
  SHORTCUTS,
} from "../../../call/stage/shortcuts.ts";

const PC: KeyContext = { mac: false, typing: false, letters: true };
const MAC: KeyContext = { ...PC, mac: true };

function press(key: string, also: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    isComposing: false,
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

Deno.test("actionOf() leaves letters to who types, and to who has switched them off", () => {
  for (const { action, letter } of SHORTCUTS) {
    if (!letter) continue;
    assertEquals(actionOf(press(letter), { ...PC, typing: true }), null);
    assertEquals(actionOf(press(letter), { ...PC, letters: false }), null);
    assertEquals(actionOf(press(letter, { isComposing: true }), PC), null);
    assert(action);
  }
  const still = { ...PC, letters: false };
  assertEquals(actionOf(press("d", { ctrlKey: true }), still), "microphone");
  assertEquals(actionOf(press("Escape"), { ...PC, typing: true }), "close");
});

Deno.test("actionOf() does nothing again while a key is held", () => {
  assertEquals(actionOf(press("m", { repeat: true }), PC), null);
});

Deno.test("SHORTCUTS has no key twice", () => {
  const keys = SHORTCUTS.flatMap(({ letter, chord, key }) => [
    ...letter ? [letter] : [],
    ...chord ? [`Ctrl ${chord}`] : [],
    ...key ? [key] : [],
  ]);
  assertEquals(new Set(keys).size, keys.length);
});
