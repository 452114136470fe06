import { assert, assertEquals, assertMatch } from "@std/assert";
import { EMOJI } from "../../sealing/emoji.ts";

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

Deno.test("EMOJI has 64 different pictures with different names", () => {
  assertEquals(EMOJI.length, 64);
  assertEquals(new Set(EMOJI.map(({ emoji }) => emoji)).size, 64);
  assertEquals(new Set(EMOJI.map(({ name }) => name)).size, 64);
});

Deno.test("EMOJI are single code points that every platform shows in colour", () => {
  for (const { emoji, name } of EMOJI) {
    assertEquals([...emoji].length, 1, name);
    assertMatch(emoji, /^\p{Emoji_Presentation}$/u, name);
    // Emoji 5 ends at U+1F9E6; Emoji 11 began to fill the gaps from U+1F94D on.
    const code = emoji.codePointAt(0) ?? 0;
    assert(code <= 0x1f9e6, name);
    assert(code < 0x1f96c || code > 0x1f97f, name);
    assert(code < 0x1f998 || code > 0x1f9bf, name);
  }
});

Deno.test("EMOJI have names of one word that are not mistaken for each other", () => {
  for (const { name } of EMOJI) assertMatch(name, /^[a-z]+$/);
  for (const [i, { name }] of EMOJI.entries()) {
    for (const { name: other } of EMOJI.slice(i + 1)) {
      assert(distance(name, other) >= 2, `${name} and ${other}`);
      assert(name.slice(0, 4) !== other.slice(0, 4), `${name} and ${other}`);
    }
  }
});

Deno.test("EMOJI are the list in the protocol's text", async () => {
  const file = new URL("../../docs/PROTOCOL.md", import.meta.url);
  const text = await Deno.readTextFile(file);
  const listed = text.matchAll(/(\p{Emoji_Presentation}) ([a-z]+)/gu);
  assertEquals(
    Array.from(listed, ([picture]) => picture),
    EMOJI.map(({ emoji, name }) => `${emoji} ${name}`),
  );
});
