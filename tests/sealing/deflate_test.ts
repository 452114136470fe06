import { assert, assertEquals } from "@std/assert";
import {
  deflate,
  DEFLATE_ABOVE_CHARS,
  inflate,
} from "../../sealing/deflate.ts";

const MAX = 64 * 1024;
const LONG = "a=rtpmap:96 VP8/90000 ä\r\n".repeat(500);

Deno.test("deflate() leaves short texts, and makes long ones short", async () => {
  const short = "x".repeat(DEFLATE_ABOVE_CHARS);
  assertEquals(await deflate(short), short);
  assert((await deflate(LONG)).length < LONG.length / 20);
});

Deno.test("inflate() gives back what was deflated", async () => {
  for (const text of ["", "{}", LONG]) {
    assertEquals(await inflate(await deflate(text), MAX), text);
  }
});

Deno.test("inflate() does not grow a few bytes beyond its limit", async () => {
  const bomb = await deflate(" ".repeat(10_000_000));
  assert(bomb.length < 20_000);
  assertEquals(await inflate(bomb, MAX), null);
});

Deno.test("inflate() gives nothing for what is broken", async () => {
  const whole = await deflate(LONG);
  assertEquals(await inflate(whole.slice(0, -4), MAX), null);
  assertEquals(await inflate("z!", MAX), null);
  assertEquals(await inflate("zBw", MAX), null);
});
