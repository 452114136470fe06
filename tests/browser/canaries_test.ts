import { assertEquals } from "@std/assert";
import {
  bytesCanary,
  type Canary,
  lookFor,
  Search,
  textCanary,
} from "./harness/canaries.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const TEXT = "a canary, über all";
const BYTES = crypto.getRandomValues(new Uint8Array(32));
const CANARIES: readonly Canary[] = [
  textCanary("text", TEXT),
  bytesCanary("bytes", BYTES),
];

function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

Deno.test("lookFor() finds a text in every spelling, wherever it begins", () => {
  for (const before of ["", "x", "xy", "xyz"]) {
    const whole = encode(`${before}${TEXT}, and more`);
    assertEquals(lookFor(CANARIES, whole), ["text"]);
    assertEquals(lookFor(CANARIES, encode(base64Of(whole))), ["text"]);
    const wide = new Uint8Array(
      Uint16Array.from(before + TEXT, (c) => c.charCodeAt(0)).buffer,
    );
    assertEquals(lookFor(CANARIES, wide), ["text"]);
  }
});

Deno.test("lookFor() finds bytes in every spelling", () => {
  const hex = [...BYTES].map((byte) => byte.toString(16).padStart(2, "0"));
  const spelt = [
    BYTES,
    encode(hex.join("")),
    encode(hex.join(":").toUpperCase()),
    encode(base64Of(Uint8Array.of(1, ...BYTES, 2))),
    encode(base64Of(BYTES).replaceAll("+", "-").replaceAll("/", "_")),
  ];
  for (const bytes of spelt) {
    assertEquals(lookFor(CANARIES, bytes), ["bytes"]);
  }
});

Deno.test("lookFor() finds nothing where nothing is", () => {
  assertEquals(lookFor(CANARIES, new Uint8Array()), []);
  assertEquals(lookFor(CANARIES, encode(TEXT.slice(1))), []);
  assertEquals(
    lookFor(CANARIES, crypto.getRandomValues(new Uint8Array(65_536))),
    [],
  );
});

Deno.test("look() counts what begins before the limit, once", () => {
  const search = new Search([encode("abcd")]);
  search.look(encode("abcdabcd"), 4);
  assertEquals(search.counts, [1]);
  search.look(encode("abcdabc"));
  assertEquals(search.counts, [2]);
});
