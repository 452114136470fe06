import { assert, assertEquals, assertThrows } from "@std/assert";
import { fc } from "../fast_check.ts";
import { decodeBase64Url, encodeBase64Url } from "../../sealing/bytes.ts";
import { formatFragment, parseFragment } from "../../sealing/link.ts";

const SECRET = Uint8Array.from({ length: 16 }, (_, i) => i * 17);
const LINK = formatFragment(SECRET);
const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });

Deno.test("parseFragment() reads what formatFragment() writes, with or without #", () => {
  assertEquals(LINK, "1.ABEiM0RVZneImaq7zN3u_w");
  const read = { kind: "private", secret: SECRET, rest: "none" } as const;
  assertEquals(parseFragment(LINK), read);
  assertEquals(parseFragment(`#${LINK}`), read);
  fc.assert(fc.property(secrets, (secret) => {
    const link = parseFragment(formatFragment(secret));
    assertEquals(link, { ...read, secret: Uint8Array.from(secret) });
  }));
});

Deno.test("parseFragment() takes no fragment for a named room", () => {
  assertEquals(parseFragment(""), { kind: "named" });
  assertEquals(parseFragment("#"), { kind: "named" });
});

Deno.test("parseFragment() calls every beginning of a link truncated", () => {
  for (let length = 1; length < LINK.length; length++) {
    const link = parseFragment(LINK.slice(0, length));
    assertEquals(link, { kind: "unusable", reason: "truncated" }, `${length}`);
  }
});

Deno.test("parseFragment() tells other versions from damage", () => {
  const reasons = {
    "2.ABEiM0RVZneImaq7zN3u_w": "other-version",
    "0.x": "other-version",
    "12.": "other-version",
    "1234567890.x": "damaged",
    "01.ABEiM0RVZneImaq7zN3u_w": "damaged",
    "1.ABEiM0RVZneImaq7zN3u/w": "damaged",
    "1.ABEi M0": "damaged",
    "##1.ABEiM0RVZneImaq7zN3u_w": "damaged",
    "1ABEiM0RVZneImaq7zN3u_w": "damaged",
    "chat": "damaged",
  } as const;
  for (const [text, reason] of Object.entries(reasons)) {
    assertEquals(parseFragment(text), { kind: "unusable", reason }, text);
  }
});

Deno.test("parseFragment() finds the secret in what programs make of a link", () => {
  const read = { kind: "private", secret: SECRET } as const;
  for (
    const added of [
      ...".)>,\"'*!?;:]}|…»\n \u200b",
      "**",
      "%3E",
      "%E2%80%8B",
      "?fbclid=IwAR0x_y-z",
      "&utm_source=mail",
      "/",
      "%",
      "#1.other",
    ]
  ) {
    const link = parseFragment(LINK + added);
    assertEquals(link, { ...read, rest: "added" }, added);
  }
  for (const glued of ["_", "-", "A", "_and more"]) {
    assertEquals(parseFragment(LINK + glued), { ...read, rest: "glued" });
  }
  const whole = { ...read, rest: "none" } as const;
  for (const before of [" ", "\u200b", "%E2%80%8B", "#\u2060"]) {
    assertEquals(parseFragment(before + LINK), whole, before);
  }
  assertEquals(parseFragment(LINK.replace(".", "%2E")), whole);
  const truncated = { kind: "unusable", reason: "truncated" } as const;
  for (const text of ["1)", "1.", "1.ABEi)", "1.ABEiM0RVZneImaq7zN3u%3E"]) {
    assertEquals(parseFragment(text), truncated, text);
  }
});

Deno.test("parseFragment() takes one spelling of a secret, of sixteen that decode alike", () => {
  const last = "wxyz0123456789-_";
  assertEquals(LINK.at(-1), last[0]);
  for (const char of last.slice(1)) {
    const link = parseFragment(LINK.slice(0, -1) + char);
    assertEquals(link, { kind: "unusable", reason: "damaged" }, char);
  }
});

Deno.test("parseFragment() never throws, and reads nothing that it would not write", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ maxLength: 30 }).map((text) => `1.${text}`),
    fc.tuple(fc.nat(LINK.length), fc.string({ maxLength: 2 })).map((
      [at, text],
    ) => LINK.slice(0, at) + text + LINK.slice(at + 1)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const link = parseFragment(text);
      if (link.kind !== "private") return;
      assert(text.includes(formatFragment(link.secret).slice(2)), text);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("formatFragment() wants 16 bytes", () => {
  assertThrows(() => formatFragment(new Uint8Array(15)), RangeError);
});

Deno.test("decodeBase64Url() is the inverse of encodeBase64Url(), and of nothing else", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    const decoded = decodeBase64Url(encodeBase64Url(bytes));
    assertEquals(decoded, Uint8Array.from(bytes));
  }));
  const chars = fc.constantFrom(..."AQgw_-9z=+/ ");
  fc.assert(fc.property(fc.string({ unit: chars, maxLength: 9 }), (text) => {
    const bytes = decodeBase64Url(text);
    if (bytes !== null) assertEquals(encodeBase64Url(bytes), text);
  }));
});
