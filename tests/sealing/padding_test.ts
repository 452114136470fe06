import { assertEquals, assertThrows } from "@std/assert";
import { fc } from "../fast_check.ts";
import { MAX_TEXT_BYTES, pad, unpad } from "../../sealing/padding.ts";

Deno.test("unpad() gives back what pad() padded, to the byte", () => {
  const edges = ["", "\uFEFF", "\0", "x".repeat(1020), "é".repeat(510)];
  for (const text of edges) assertEquals(pad(text).length, 1024);
  for (const text of [...edges, "x".repeat(1021), "x".repeat(MAX_TEXT_BYTES)]) {
    assertEquals(unpad(pad(text)), text);
  }
  assertEquals(pad("x".repeat(1021)).length, 2048);
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assertEquals(unpad(pad(text)), text);
  }));
});

Deno.test("pad() refuses more than MAX_TEXT_BYTES of UTF-8", () => {
  assertThrows(() => pad("x".repeat(MAX_TEXT_BYTES + 1)), RangeError);
  assertThrows(() => pad("é".repeat(MAX_TEXT_BYTES / 2 + 1)), RangeError);
});

Deno.test("unpad() refuses every other form of a text", () => {
  const good = pad("hi");
  const set = (index: number, value: number) => {
    const bytes = good.slice();
    bytes[index] = value;
    return bytes;
  };
  const twice = new Uint8Array(2048);
  twice.set(good);
  const bad = {
    "nothing": new Uint8Array(),
    "half a block": good.slice(0, 512),
    "a block too many": twice,
    "no zeros after the text": set(1023, 1),
    "a length that cuts": set(3, 1),
    "a length beyond the end": set(2, 255),
    "a huge length": set(0, 255),
    "no UTF-8": set(4, 0xff),
  };
  for (const [name, bytes] of Object.entries(bad)) {
    assertEquals(unpad(bytes), null, name);
  }
});
