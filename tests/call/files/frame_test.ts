import { assertEquals } from "@std/assert";
import {
  CHUNK_BYTES,
  encodeFrame,
  type Frame,
  parseFrame,
} from "../../../call/files/frame.ts";
import { fc } from "../../fast_check.ts";

const number = fc.integer({ min: 0, max: 0xffff_ffff });
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => new Uint8Array(bytes));
const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

const frames: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    kind: fc.constant("chunk" as const),
    stream: number,
    index: number,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 100 })
      .map((bytes) => new Uint8Array(bytes)),
  }),
  fc.record({
    kind: fc.constant("digest" as const),
    stream: number,
    index: number,
    digest,
  }),
  fc.record({ kind: fc.constant("end" as const), stream: number, digest }),
  fc.record({
    kind: fc.constant("progress" as const),
    stream: number,
    received: amount,
    stored: amount,
  }).filter(({ received, stored }) => stored <= received),
);

Deno.test("parseFrame() gives back what encodeFrame() was given", () => {
  fc.assert(fc.property(frames, (frame) => {
    assertEquals(parseFrame(encodeFrame(frame).buffer), { ...frame });
  }));
});

Deno.test("parseFrame() takes anything, and makes a frame of nothing else", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
    const data = new Uint8Array(bytes).buffer;
    const frame = parseFrame(data);
    if (frame !== null) assertEquals(encodeFrame(frame).length, bytes.length);
  }));
  for (const data of ["text", null, 7, new Blob(), new Uint8Array(40)]) {
    assertEquals(parseFrame(data), null);
  }
});

Deno.test("parseFrame() refuses a chunk that is too large, empty, or of no kind", () => {
  const bytes = new Uint8Array(CHUNK_BYTES + 1);
  const chunk = (length: number) =>
    parseFrame(
      encodeFrame({
        kind: "chunk",
        stream: 1,
        index: 0,
        bytes: bytes.subarray(0, length),
      }).buffer,
    );
  assertEquals(chunk(CHUNK_BYTES)?.kind, "chunk");
  assertEquals(chunk(CHUNK_BYTES + 1), null);
  assertEquals(chunk(0), null);
  assertEquals(parseFrame(new ArrayBuffer(41)), null);
});

Deno.test("parseFrame() refuses more stored than received, and no number", () => {
  const progress = (received: number, stored: number) =>
    parseFrame(
      encodeFrame({ kind: "progress", stream: 1, received, stored }).buffer,
    );
  assertEquals(progress(5, 5)?.kind, "progress");
  for (const [received, stored] of [[4, 5], [5, -1], [NaN, 0], [0.5, 0]]) {
    assertEquals(progress(received ?? 0, stored ?? 0), null);
  }
});
