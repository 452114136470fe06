/** Files of which every part can be told from every other. @module */
import type { Frame } from "../../../call/files/frame.ts";
import { BLOCK_BYTES, CHUNK_BYTES } from "../../../call/files/frame.ts";
import { CHUNKS_PER_BLOCK } from "../../../call/files/layout.ts";

/** So many bytes. */
export function pattern(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let state = 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** The frames of a block, with a digest that is none. */
export function blockFrames(
  file: Uint8Array<ArrayBuffer>,
  block: number,
): Exclude<Frame, { kind: "progress" }>[] {
  const bytes = file.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
  const frames: Exclude<Frame, { kind: "progress" }>[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    frames.push({
      kind: "chunk",
      stream: 1,
      index: block * CHUNKS_PER_BLOCK + at / CHUNK_BYTES,
      bytes: bytes.slice(at, at + CHUNK_BYTES),
    });
  }
  const digest = new Uint8Array(32);
  frames.push({ kind: "digest", stream: 1, index: block, digest });
  return frames;
}
