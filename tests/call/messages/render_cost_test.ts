import { assert, assertEquals } from "@std/assert";
import { affordable } from "../../../call/messages/render_cost.ts";
import { fc } from "../../fast_check.ts";

const LIMIT = 25_000;

Deno.test("affordable() takes what people write whole, up to the longest message", () => {
  const bytes = (text: string) => {
    const count = Math.floor(4_096 / new TextEncoder().encode(text).length);
    return text.repeat(count);
  };
  for (
    const text of [
      "plain words, and a few more. ",
      "Wörter mit Umlauten und ß. ",
      "это обычный русский текст, ",
      "שלום עולם, מה שלומך? ",
      "これは普通の日本語の文章です。",
      "这是一条普通的中文消息。",
      "\u{1F98A}\u{1F600}",
    ]
  ) {
    const long = bytes(text);
    assertEquals(affordable(long, LIMIT).end, long.length, text);
  }
});

Deno.test("affordable() takes the beginning of what has a script for each letter", () => {
  const text = "aאกक".repeat(400);
  const { cost, end } = affordable(text, LIMIT);
  assert(end > 100 && end < 700, `${end} letters`);
  assert(cost <= LIMIT);
});

Deno.test("affordable() takes a page of short lines, and not 2,000 of them", () => {
  const code = "  const one = other;\n".repeat(100);
  assertEquals(affordable(code, LIMIT).end, code.length);
  const { end } = affordable("a\n".repeat(2_048), LIMIT);
  assert(end > 200 && end < 400, `${end / 2} lines`);
});

Deno.test("affordable() ends between two characters, within its limit", () => {
  fc.assert(fc.property(
    fc.string({ unit: "binary", maxLength: 2_000 }),
    fc.integer({ min: 400, max: 5_000 }),
    (text, limit) => {
      const { cost, end } = affordable(text, limit);
      assert(cost <= limit);
      const start = text.slice(0, end);
      assertEquals([...start].join("") + [...text.slice(end)].join(""), text);
      assertEquals(affordable(start, limit), { cost, end });
    },
  ));
});
