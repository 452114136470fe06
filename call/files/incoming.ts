/**
 * Owner of one file that is being received: checks each block as it comes,
 * keeps it, and compares at the end what is kept with what was sent.
 *
 * @module
 */
import { type Bytes, compare } from "../../sealing/bytes.ts";
import { sha256 } from "../../sealing/hash.ts";
import type { Clock } from "../../signalling/clock.ts";
import type { FileEnding } from "./file_word.ts";
import { Assembly } from "./assembly.ts";
import { BLOCK_BYTES, DIGEST_BYTES, type Frame } from "./frame.ts";
import { blockCount, seamBefore } from "./layout.ts";
import type { FileStore } from "./store.ts";

/** What is not much is kept together after this long, in milliseconds. */
const KEEP_AFTER_MS = 1_000;
/** As much as this is kept at once, in bytes. */
const KEEP_BYTES = 2 * 1024 * 1024;
/** How much is read at once for the last check: whole blocks, in bytes. */
const CHECK_BYTES = 16 * BLOCK_BYTES;

/** What goes wrong on this side. */
export type Trouble = Extract<
  FileEnding,
  "damaged" | "no-room" | "not-kept" | "misused"
>;

/** What a file on its way reports. */
export interface IncomingHandlers {
  /** More of it is here, or kept. */
  onProgress(): void;
  /** All of it is here and kept, and is being compared. */
  onChecking(): void;
  /** It is what was sent. */
  onComplete(): void;
  onTrouble(trouble: Trouble): void;
}

/** One file on its way to here. */
export class Incoming {
  readonly #size: number;
  readonly #store: FileStore;
  readonly #clock: Clock;
  readonly #handlers: IncomingHandlers;
  #stream: number | null = null;
  /** The stream that will be listened to when what came before is dealt with. */
  #wanted: number | null = null;
  #assembly: Assembly;
  /** What has been checked and not kept yet. */
  #pending: Bytes[] = [];
  #pendingBytes = 0;
  /** One thing after the other. */
  #work: Promise<unknown> = Promise.resolve();
  #timer: (() => void) | null = null;
  #over = false;

  constructor(
    size: number,
    store: FileStore,
    clock: Clock,
    handlers: IncomingHandlers,
  ) {
    this.#size = size;
    this.#store = store;
    this.#clock = clock;
    this.#handlers = handlers;
    this.#assembly = new Assembly(size, seamBefore(size, store.stored));
  }

  /** The stream that is listened to; `null` without one. */
  get stream(): number | null {
    return this.#stream;
  }

  /** How much has come in, in bytes. */
  get received(): number {
    return this.#assembly.received;
  }

  /** How much is where it stays, in bytes. */
  get stored(): number {
    return this.#store.stored;
  }

  /**
   * Listens to this stream from now on.
   *
   * @returns From where it shall go on, in bytes; `null` if it shall not any more.
   */
  async begin(stream: number): Promise<number | null> {
    this.stop();
    this.#wanted = stream;
    await this.#work;
    if (this.#wanted !== stream) return null;
    const at = seamBefore(this.#size, this.stored + this.#pendingBytes);
    this.#assembly = new Assembly(this.#size, at);
    this.#stream = stream;
    return at;
  }

  /** The stream is cut: what has been checked stays, half a block does not. */
  stop(): void {
    this.#stream = this.#wanted = null;
  }

  /** Takes in a frame of the stream. */
  take(frame: Exclude<Frame, { kind: "progress" }>): void {
    const taken = this.#assembly.take(frame);
    switch (taken.type) {
      case "more":
        return;
      case "block":
        return this.#then(() => this.#check(taken.bytes, taken.digest));
      case "end":
        return this.#then(() => this.#finish(taken.digest));
      case "wrong":
        return this.#fail("misused");
    }
  }

  /** Lets go of everything, what is kept included. */
  async drop(): Promise<void> {
    this.#end();
    await this.#work;
    await this.#store.remove();
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (!this.#over) await work();
    }).catch((error: unknown) => this.#fail(troubleOf(error)));
  }

  async #check(bytes: Bytes, digest: Bytes): Promise<void> {
    if (compare(await sha256(bytes), digest) !== 0) {
      return this.#fail("damaged");
    }
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= KEEP_BYTES) return await this.#keep();
    this.#timer ??= this.#clock.after(
      KEEP_AFTER_MS,
      () => this.#then(() => this.#keep()),
    );
  }

  async #keep(): Promise<void> {
    this.#timer?.();
    this.#timer = null;
    if (this.#pendingBytes === 0) return;
    await this.#store.append(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    if (!this.#over) this.#handlers.onProgress();
  }

  async #finish(digest: Bytes): Promise<void> {
    await this.#keep();
    this.#handlers.onChecking();
    const kept = await this.#store.blob();
    const found = kept.size === this.#size ? await digestOf(kept) : null;
    if (this.#over) return;
    if (found === null || compare(found, digest) !== 0) {
      return this.#fail("damaged");
    }
    this.#end();
    this.#handlers.onComplete();
  }

  #fail(trouble: Trouble): void {
    if (this.#over) return;
    this.#end();
    this.#handlers.onTrouble(trouble);
  }

  #end(): void {
    this.#over = true;
    this.stop();
    this.#timer?.();
    this.#timer = null;
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/** The digest of the digests of all blocks, read from where they are kept. */
async function digestOf(kept: Blob): Promise<Bytes> {
  const digests = new Uint8Array(blockCount(kept.size) * DIGEST_BYTES);
  for (let from = 0; from < kept.size; from += CHECK_BYTES) {
    const part = await kept.slice(from, from + CHECK_BYTES).arrayBuffer();
    for (let at = 0; at < part.byteLength; at += BLOCK_BYTES) {
      const bytes = Math.min(BLOCK_BYTES, part.byteLength - at);
      const digest = await sha256(new Uint8Array(part, at, bytes));
      digests.set(digest, ((from + at) / BLOCK_BYTES) * DIGEST_BYTES);
    }
  }
  return await sha256(digests);
}

function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : "";
  return name === "QuotaExceededError" ? "no-room" : "not-kept";
}
