import { assert, assertEquals } from "@std/assert";
import { plainLine, plainText } from "../../../call/messages/plain_text.ts";
import { fc } from "../../fast_check.ts";

Deno.test("plainText() leaves what people write", () => {
  for (
    const text of [
      "Hello, wörld!",
      "two\nlines\tand a tab",
      "שלום, مرحبا, 你好",
      "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️",
      "Việt Nam, ผู้",
      "<b>not bold</b> &amp;",
    ]
  ) assertEquals(plainText(text), text);
});

Deno.test("plainText() takes away what turns, hides or piles up text", () => {
  assertEquals(plainText("abc\u202Etxt.exe"), "abctxt.exe");
  assertEquals(plainText("\u2066a\u2069\u200Fb"), "ab");
  assertEquals(plainText("a\0b\x1b[31mc\x9b"), "ab[31mc");
  assertEquals(plainText("a\r\nb\u2028c"), "a\nb\nc");
  assert(plainText("z" + "\u0301".repeat(500)).length < 12);
});

Deno.test("plainLine() is one line, without space around it", () => {
  assertEquals(plainLine("  Ann\n\n of\tGreen Gables "), "Ann of Green Gables");
  assertEquals(plainLine("\u202E\u2066"), "");
});

Deno.test("plainText() never makes a text longer, and finds nothing the second time", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const plain = plainText(text);
    assert(plain.length <= text.length);
    assertEquals(plainText(plain), plain);
  }));
});
