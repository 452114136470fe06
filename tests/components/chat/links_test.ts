import { assert, assertEquals } from "@std/assert";
import { MAX_LINKS, textParts } from "../../../components/chat/links.ts";
import { fc } from "../../fast_check.ts";

function links(text: string): string[] {
  return textParts(text).flatMap((part) =>
    part.type === "link" ? [part.text] : []
  );
}

Deno.test("textParts() finds addresses of the web, without the sentence around them", () => {
  const cases: [string, string[]][] = [
    ["https://a.example", ["https://a.example"]],
    ["See http://a.example/b, please.", ["http://a.example/b"]],
    ["(https://a.example/x)", ["https://a.example/x"]],
    ["https://a.example/x_(y)", ["https://a.example/x_(y)"]],
    ['"https://a.example/?q=1!"', ["https://a.example/?q=1"]],
    ["HTTPS://A.example two http://b.example", [
      "HTTPS://A.example",
      "http://b.example",
    ]],
    ["javascript:alert(1) ftp://a.example data:text/html,x //a.example", []],
    ["https:// https://? a.example", []],
    ["https://bank.example@elsewhere.example", []],
    [`https://a.example/${"x".repeat(3_000)}`, []],
  ];
  for (const [text, found] of cases) assertEquals(links(text), found);
});

Deno.test("textParts() says which host is asked where it is not what was written", () => {
  const host = (text: string) => {
    const [part] = textParts(text);
    return part?.type === "link" ? part.host : undefined;
  };
  assertEquals(host("https://example.com:8080/x"), null);
  assertEquals(host("https://EXAMPLE.com"), null);
  assertEquals(host("https://аррӏе.com/x"), "xn--80ak6aa92e.com");
  assertEquals(host("https://0x7f.1"), "127.0.0.1");
  assertEquals(host("https://exam%70le.com"), "example.com");
  assertEquals(host("https://example.com.evil.example"), null);
});

Deno.test("textParts() leaves every text as it is, and leads to the web alone", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "https://",
      "http://a.b",
      ")",
      "@",
      ".",
      "\\",
      "%",
      "[::1]",
    ),
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const text = pieces.join("");
    const parts = textParts(text);
    assertEquals(parts.map((part) => part.text).join(""), text);
    for (const part of parts) {
      if (part.type === "link") assert(/^https?:\/\//.test(part.href));
    }
  }));
});

/** How long the dearest of several runs takes least, in milliseconds. */
function fastest(act: () => void): number {
  const runs = Array.from({ length: 5 }, () => {
    const startMs = performance.now();
    act();
    return performance.now() - startMs;
  });
  return Math.min(...runs);
}

Deno.test("textParts() takes time in proportion to the text, whatever is in it", () => {
  const fill = (start: string, piece: string) =>
    (start + piece.repeat(4_096)).slice(0, 4_096);
  const texts = [
    ...[")", "]", "}", ".", "()", ").", "((", "\u2019", "[)"].map((tail) =>
      fill("https://a/", tail)
    ),
    fill("", "https://"),
    fill("", "http://a "),
    fill("", "http://a/)"),
    fill("", "https://\u0430\u{1F98A}."),
    fill("https://", "\u0101\u0439\u{1F98A}\u4e00"),
    Array.from({ length: 40 }, () => fill("https://", "\u4e00").slice(0, 100))
      .join(" ").slice(0, 4_096),
    fill("https://a/", "%"),
    fill("", "h"),
    fill("", "https:/"),
  ];
  for (const text of texts) {
    const ms = fastest(() => textParts(text));
    assert(ms < 10, `${text.slice(0, 20)}\u2026 takes ${ms.toFixed(1)} ms`);
  }
});

Deno.test("textParts() makes no more than MAX_LINKS links of a text, and keeps the rest", () => {
  const text = "http://a ".repeat(400);
  assertEquals(links(text).length, MAX_LINKS);
  assertEquals(textParts(text).map((part) => part.text).join(""), text);
});
