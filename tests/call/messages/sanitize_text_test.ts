import { assert, assertEquals } from "@std/assert";
import { sanitizeLine, sanitizeText } from "../../../call/messages/sanitize_text.ts";
import { fc } from "../../fast_check.ts";

Deno.test("sanitizeText() leaves what people write", () => {
  for (
    const text of [
      "Hello, wörld!",
      "two\nlines\tand a tab",
      "שלום, مرحبا, 你好",
      "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️",
      "Việt Nam, ผู้",
      "<b>not bold</b> &amp;",
    ]
  ) assertEquals(sanitizeText(text), text);
});

Deno.test("sanitizeText() takes away what turns, hides or piles up text", () => {
  assertEquals(sanitizeText("abc\u202Etxt.exe"), "abctxt.exe");
  assertEquals(sanitizeText("\u2066a\u2069\u200Fb"), "ab");
  assertEquals(sanitizeText("a\0b\x1b[31mc\x9b"), "ab[31mc");
  assertEquals(sanitizeText("a\r\nb\u2028c"), "a\nb\nc");
  assert(sanitizeText("z" + "\u0301".repeat(500)).length < 12);
});

Deno.test("sanitizeLine() is one line, without space around it", () => {
  assertEquals(sanitizeLine("  Ann\n\n of\tGreen Gables "), "Ann of Green Gables");
  assertEquals(sanitizeLine("\u202E\u2066"), "");
});

Deno.test("sanitizeText() never makes a text longer, and finds nothing the second time", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const plain = sanitizeText(text);
    assert(plain.length <= text.length);
    assertEquals(sanitizeText(plain), plain);
  }));
});
