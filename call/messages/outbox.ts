/**
 * The two ends of the ordered, at-least-once delivery that `duet.v1` promises:
 * an {@linkcode Outbox} numbers messages and keeps them until the peer's
 * acknowledgement covers them; an {@linkcode Inbox} lets each number through
 * once, in order.
 *
 * @module
 */

/** At most this many unacknowledged messages are kept: they and a `join` fit the server's burst. */
export const MAX_OUTBOX_MESSAGES = 48;
/** At most this many characters of unacknowledged data are kept. */
export const MAX_OUTBOX_CHARS = 128 * 1024;

/** A numbered message that the peer has not acknowledged yet. */
export interface Pending {
  readonly seq: number;
  readonly data: string;
}

/** What has been said to one peer and not yet been acknowledged. */
export class Outbox {
  #pending: Pending[] = [];
  #chars = 0;
  #seq = 0;

  /**
   * Numbers and keeps `data`.
   *
   * @returns The message to send, or `null` when the peer has not acknowledged
   * for so long that there is no room: the conversation must start over.
   */
  push(data: string): Pending | null {
    if (
      this.#pending.length >= MAX_OUTBOX_MESSAGES ||
      this.#chars + data.length > MAX_OUTBOX_CHARS
    ) return null;
    const message = { seq: ++this.#seq, data };
    this.#pending.push(message);
    this.#chars += data.length;
    return message;
  }

  /** The highest number given out so far. */
  get last(): number {
    return this.#seq;
  }

  /** Drops everything up to and including `ack`. */
  acknowledge(ack: number): void {
    while (this.#pending[0] !== undefined && this.#pending[0].seq <= ack) {
      this.#chars -= this.#pending[0].data.length;
      this.#pending.shift();
    }
  }

  /** What to say again after a break, oldest first. */
  pending(): readonly Pending[] {
    return this.#pending;
  }
}

/** What has been heard from one peer. */
export class Inbox {
  #received = 0;

  /** The highest number handled: what to acknowledge. */
  get received(): number {
    return this.#received;
  }

  /**
   * Whether a message with this number is the next one. Numbers already handled
   * are repetitions; numbers further ahead were overtaken by a break and come
   * again in order, so both are dropped.
   */
  accept(seq: number): boolean {
    if (seq !== this.#received + 1) return false;
    this.#received = seq;
    return true;
  }
}
