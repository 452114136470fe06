import { assert, assertEquals } from "@std/assert";
import { Assembly } from "../../../call/files/assembly.ts";
import { BLOCK_BYTES, CHUNK_BYTES } from "../../../call/files/frame.ts";
import { blockCount, chunkBytes } from "../../../call/files/layout.ts";
import { fc } from "../../fast_check.ts";
import { blockFrames, pattern } from "./pattern.ts";

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 3 * BLOCK_BYTES + 1 }),
  fc.constantFrom(
    0,
    1,
    CHUNK_BYTES - 1,
    CHUNK_BYTES,
    CHUNK_BYTES + 1,
    BLOCK_BYTES - 1,
    BLOCK_BYTES,
    BLOCK_BYTES + 1,
    2 * BLOCK_BYTES,
  ),
);
const end = { kind: "end", stream: 1, digest: new Uint8Array(32) } as const;

Deno.test("Assembly gives back a file of any size from any seam on, and counts it", () => {
  fc.assert(
    fc.property(sizes, fc.nat(3), (size, skipped) => {
      const bytes = pattern(size);
      const first = Math.min(skipped, blockCount(size));
      const from = Math.min(first * BLOCK_BYTES, size);
      const assembly = new Assembly(size, from);
      assertEquals(assembly.received, from);
      const blocks: Uint8Array[] = [];
      for (let block = first; block < blockCount(size); block++) {
        for (const frame of blockFrames(bytes, block)) {
          const taken = assembly.take(frame);
          assert(taken.type === "more" || taken.type === "block");
          if (taken.type === "block") blocks.push(taken.bytes);
        }
      }
      assertEquals(assembly.received, size);
      assertEquals(assembly.take(end).type, "end");
      const whole = new Uint8Array(blocks.flatMap((block) => [...block]));
      assertEquals(whole, bytes.subarray(from));
    }),
    { numRuns: 20 },
  );
});

Deno.test("Assembly refuses any frame but the next", () => {
  const size = BLOCK_BYTES + CHUNK_BYTES + 10;
  const right = [0, 1].flatMap((block) => blockFrames(pattern(size), block));
  const kinds = fc.constantFrom("chunk", "digest", "end");
  fc.assert(
    fc.property(
      fc.nat(right.length),
      kinds,
      fc.nat(20),
      fc.nat(CHUNK_BYTES),
      (before, kind, index, length) => {
        const assembly = new Assembly(size, 0);
        for (const frame of right.slice(0, before)) assembly.take(frame);
        const digest = new Uint8Array(32);
        const stream = 1;
        const next = right[before];
        if (kind === "end") {
          const { type } = assembly.take({ kind, stream, digest });
          return assertEquals(type === "end", next === undefined);
        }
        if (kind === "digest") {
          const due = next?.kind === "digest" && next.index === index;
          const { type } = assembly.take({ kind, stream, index, digest });
          return assertEquals(type === "block", due);
        }
        const bytes = new Uint8Array(length);
        const due = next?.kind === "chunk" && next.index === index &&
          length === chunkBytes(size, index) && length > 0;
        const { type } = assembly.take({ kind: "chunk", stream, index, bytes });
        assertEquals(type, due ? "more" : "wrong");
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("Assembly takes nothing behind the end", () => {
  const assembly = new Assembly(0, 0);
  assertEquals(assembly.take(end).type, "end");
  assertEquals(assembly.take(end).type, "wrong");
});
