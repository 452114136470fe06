/**
 * Puts chunks together to blocks, and refuses whatever is not the next part of
 * the file that was offered: nothing else could have been sent by a page that
 * means well, over a channel that keeps the order. Pure.
 *
 * @module
 */
import type { Bytes } from "../../sealing/bytes.ts";
import { CHUNK_BYTES, type Frame } from "./frame.ts";
import {
  blockBytes,
  blockCount,
  chunkBytes,
  CHUNKS_PER_BLOCK,
} from "./layout.ts";

/** What a frame brought. */
export type Taken =
  | { readonly type: "more" }
  /** A whole block, and what it should hash to. */
  | { readonly type: "block"; readonly bytes: Bytes; readonly digest: Bytes }
  /** Everything has come in; the digest is that of the blocks' digests. */
  | { readonly type: "end"; readonly digest: Bytes }
  /** Not the next part of this file. */
  | { readonly type: "wrong" };

const MORE: Taken = { type: "more" };
const WRONG: Taken = { type: "wrong" };

/** One stream of one file, from a seam to its end. */
export class Assembly {
  readonly #size: number;
  #block: number;
  /** Chunks of the block under way that are here. */
  #chunks = 0;
  #bytes: Bytes | null = null;
  #ended = false;

  /** @param at The seam from which on it is sent, in bytes. */
  constructor(size: number, at: number) {
    this.#size = size;
    this.#block = blockCount(at);
  }

  /** How much of the file has come in, in bytes, what was there before included. */
  get received(): number {
    return Math.min(this.#size, this.#next * CHUNK_BYTES);
  }

  /** The chunk that comes next. */
  get #next(): number {
    return this.#block * CHUNKS_PER_BLOCK + this.#chunks;
  }

  /** Takes in the next frame of the stream. */
  take(frame: Exclude<Frame, { kind: "progress" }>): Taken {
    if (this.#ended) return WRONG;
    switch (frame.kind) {
      case "chunk":
        return this.#chunk(frame.index, frame.bytes);
      case "digest":
        return this.#digest(frame.index, frame.digest);
      case "end":
        if (this.#block !== blockCount(this.#size)) return WRONG;
        this.#ended = true;
        return { type: "end", digest: frame.digest };
    }
  }

  #chunk(index: number, bytes: Bytes): Taken {
    const length = chunkBytes(this.#size, index);
    const full = this.#chunks === CHUNKS_PER_BLOCK;
    if (full || index !== this.#next || length === 0) return WRONG;
    if (bytes.length !== length) return WRONG;
    this.#bytes ??= new Uint8Array(blockBytes(this.#size, this.#block));
    this.#bytes.set(bytes, this.#chunks * CHUNK_BYTES);
    this.#chunks++;
    return MORE;
  }

  #digest(index: number, digest: Bytes): Taken {
    const bytes = this.#bytes;
    const here = this.#chunks * CHUNK_BYTES;
    if (index !== this.#block || bytes === null || here < bytes.length) {
      return WRONG;
    }
    this.#block++;
    this.#chunks = 0;
    this.#bytes = null;
    return { type: "block", bytes, digest };
  }
}
