/**
 * How far the sending of one file has come: which block is next, and what the
 * other side has of it. Pure.
 *
 * @module
 */
import { BLOCK_BYTES, CHUNK_BYTES, type Frame } from "./frame.ts";
import { blockBytes, blockCount, isSeam } from "./layout.ts";

/** Where one file stands on the side that sends it. */
export class Sending {
  readonly #size: number;
  #stream: number | null = null;
  /** The first byte that has never been sent. */
  #furthest = 0;
  #next = 0;
  #sent = 0;
  #received = 0;
  #stored = 0;
  #ended = false;

  constructor(size: number) {
    this.#size = size;
  }

  /** The stream under way; `null` without one. */
  get stream(): number | null {
    return this.#stream;
  }

  /** The block to send next; `null` when there is none. */
  get next(): number | null {
    return this.#stream !== null && this.#next < blockCount(this.#size)
      ? this.#next
      : null;
  }

  /** Whether all blocks are sent, and nothing is left to say but so. */
  get atEnd(): boolean {
    return this.#stream !== null && !this.#ended && this.next === null &&
      this.#sent === this.#size;
  }

  /** What the other side has where it stays, in bytes. */
  get stored(): number {
    return this.#stored;
  }

  /** What was sent and is not known to be stored, in bytes. */
  get ahead(): number {
    return this.#stream === null ? 0 : this.#sent - this.#stored;
  }

  /** What was sent and is not known to have come in, in bytes. */
  get inFlight(): number {
    return this.#stream === null ? 0 : this.#sent - this.#received;
  }

  /**
   * They have accepted, or are back: goes on from `at`.
   *
   * @returns Whether they can have got so far.
   */
  begin(stream: number, at: number): boolean {
    if (!isSeam(this.#size, at) || at > this.#furthest) return false;
    this.#stream = stream;
    this.#next = blockCount(at);
    this.#sent = this.#received = this.#stored = at;
    this.#ended = false;
    return true;
  }

  /** The way is gone, or they want no more of it. */
  stop(): void {
    this.#stream = null;
  }

  /** The block is read, and goes out now; the one behind it is next. */
  take(block: number): void {
    this.#next = block + 1;
    const end = block * BLOCK_BYTES + blockBytes(this.#size, block);
    this.#furthest = Math.max(this.#furthest, end);
  }

  /** So much more is out. */
  out(bytes: number): void {
    this.#sent += bytes;
  }

  /** It has been said that this is all. */
  end(): void {
    this.#ended = true;
  }

  /**
   * The other side says how far it is.
   *
   * @returns How many bytes more have come in; `null` if that can't be, or is
   * less news than a page tells: it answers for whole chunks.
   */
  progress(
    { received, stored }: Extract<Frame, { kind: "progress" }>,
  ): number | null {
    const possible = received <= this.#sent && received >= this.#received &&
      stored >= this.#stored && stored <= received;
    if (!possible) return null;
    const more = received - this.#received;
    const isNews = this.#isStep(this.#received, received) ||
      this.#isStep(this.#stored, stored);
    if (!isNews) return null;
    this.#received = received;
    this.#stored = stored;
    return more;
  }

  #isStep(from: number, to: number): boolean {
    return to - from >= CHUNK_BYTES || (to === this.#size && to > from);
  }
}
