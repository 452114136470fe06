/** Owner of one file that is being sent: reads it block by block, and never holds more. @module */
import type { Bytes } from "../../sealing/bytes.ts";
import { sha256 } from "../../sealing/hash.ts";
import { BLOCK_BYTES, CHUNK_BYTES, DIGEST_BYTES, type Frame } from "./frame.ts";
import { blockBytes, blockCount, CHUNKS_PER_BLOCK } from "./layout.ts";
import { Sending } from "./sending.ts";

/** What is to go out: a block with its digest, or the end. */
export interface Portion {
  readonly stream: number;
  readonly frames: readonly Frame[];
}

/** One file on its way to the other person. */
export class Outgoing {
  readonly file: File;
  readonly sending: Sending;
  readonly #digests: Bytes;

  constructor(file: File) {
    this.file = file;
    this.sending = new Sending(file.size);
    this.#digests = new Uint8Array(blockCount(file.size) * DIGEST_BYTES);
  }

  /** Whether there is something to send. */
  get wants(): boolean {
    return this.sending.next !== null || this.sending.atEnd;
  }

  /**
   * Reads what is next.
   *
   * @returns `null` if the stream has changed meanwhile.
   * @throws {DOMException} The file is not what it was when it was chosen.
   */
  async read(): Promise<Portion | null> {
    const { stream, next } = this.sending;
    if (stream === null) return null;
    if (next !== null) return await this.#block(stream, next);
    this.sending.end();
    const digest = await sha256(this.#digests);
    if (stream !== this.sending.stream) return null;
    return { stream, frames: [{ kind: "end", stream, digest }] };
  }

  async #block(stream: number, block: number): Promise<Portion | null> {
    const from = block * BLOCK_BYTES;
    const size = blockBytes(this.file.size, block);
    const part = this.file.slice(from, from + size);
    const bytes = new Uint8Array(await part.arrayBuffer());
    const digest = await sha256(bytes);
    if (stream !== this.sending.stream) return null;
    this.#digests.set(digest, block * DIGEST_BYTES);
    this.sending.take(block);
    const frames: Frame[] = [];
    for (let at = 0; at < size; at += CHUNK_BYTES) {
      frames.push({
        kind: "chunk",
        stream,
        index: block * CHUNKS_PER_BLOCK + at / CHUNK_BYTES,
        bytes: bytes.subarray(at, at + CHUNK_BYTES),
      });
    }
    frames.push({ kind: "digest", stream, index: block, digest });
    return { stream, frames };
  }
}
