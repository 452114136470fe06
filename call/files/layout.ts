/** Where the blocks and chunks of a file lie. Pure arithmetic. @module */
import { BLOCK_BYTES, CHUNK_BYTES } from "./frame.ts";

/** Chunks of a full block. */
export const CHUNKS_PER_BLOCK = BLOCK_BYTES / CHUNK_BYTES;

/** How many blocks a file of `size` bytes has. */
export function blockCount(size: number): number {
  return Math.ceil(size / BLOCK_BYTES);
}

/** How many bytes of a file of `size` bytes are in the block with this index. */
export function blockBytes(size: number, block: number): number {
  return Math.max(0, Math.min(BLOCK_BYTES, size - block * BLOCK_BYTES));
}

/** How many bytes of a file of `size` bytes are in the chunk with this index. */
export function chunkBytes(size: number, chunk: number): number {
  return Math.max(0, Math.min(CHUNK_BYTES, size - chunk * CHUNK_BYTES));
}

/** Whether a transfer can go on here: where a block begins, or where the file ends. */
export function isSeam(size: number, at: number): boolean {
  return at === size || (at < size && at % BLOCK_BYTES === 0);
}

/** The last seam that is not beyond `at`. */
export function seamBefore(size: number, at: number): number {
  return at >= size ? size : at - at % BLOCK_BYTES;
}
