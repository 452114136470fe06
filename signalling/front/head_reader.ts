/**
 * Reads request heads from a connection, one after the other.
 *
 * @module
 */
import {
  blankLength,
  headLength,
  MAX_HEAD_BYTES,
  type ParsedHead,
  parseHead,
} from "./request_head.ts";

const START_BYTES = 2048;

/** A head with the bytes that it was read from, or what is wrong with it. */
export type ReadHead =
  | (Extract<ParsedHead, { ok: true }> & { readonly bytes: Uint8Array })
  | Extract<ParsedHead, { ok: false }>;

/** Holds at most one head and a little more. */
export class HeadReader {
  readonly #stream: Pick<Deno.Conn, "read">;
  readonly #begun: () => void;
  #buffer = new Uint8Array(START_BYTES);
  #count = 0;

  /** @param begun Called when the first byte of a head has come. */
  constructor(stream: Pick<Deno.Conn, "read">, begun: () => void) {
    this.#stream = stream;
    this.#begun = begun;
  }

  /** Whether a part of a head has come. */
  get reading(): boolean {
    return this.#count > 0;
  }

  /** The next head; `null` at the end. */
  async next(): Promise<ReadHead | null> {
    let searched = 0;
    if (this.reading) this.#begun();
    for (;;) {
      this.#drop(blankLength(this.#bytes()));
      const length = headLength(this.#bytes(), searched);
      if (length !== null) return this.#take(length);
      if (this.#count > MAX_HEAD_BYTES) {
        return { ok: false, reason: "too-long" };
      }
      searched = this.#count;
      if (!await this.#more()) return null;
    }
  }

  /** What has come after the last head, and is the caller's now. */
  rest(): Uint8Array {
    const rest = this.#bytes().slice();
    this.#buffer = new Uint8Array();
    this.#count = 0;
    return rest;
  }

  /** Throws away whatever comes, until the end. */
  async discard(): Promise<void> {
    const bin = new Uint8Array(START_BYTES);
    while (await this.#stream.read(bin) !== null);
  }

  #take(length: number): ReadHead {
    const bytes = this.#buffer.slice(0, length);
    this.#drop(length);
    const parsed = parseHead(bytes);
    return parsed.ok ? { ...parsed, bytes } : parsed;
  }

  async #more(): Promise<boolean> {
    if (this.#count === this.#buffer.length) {
      const larger = new Uint8Array(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    const begins = this.#count === 0;
    const count = await this.#stream.read(this.#buffer.subarray(this.#count));
    if (count === null) return false;
    if (begins) this.#begun();
    this.#count += count;
    return true;
  }

  #bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#count);
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.#buffer.copyWithin(0, count, this.#count);
    this.#count -= count;
  }
}
