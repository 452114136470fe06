/**
 * How much may be on its way at once, so that a file takes what the call leaves
 * and no more. The channel's own congestion control fills every queue on the
 * path until something is lost, and voices wait in the same queue; this one backs
 * off as soon as answers come later than they could (the idea of LEDBAT,
 * RFC 6817). Pure: told the time.
 *
 * @module
 */

/** How much later than at best an answer may come, in milliseconds. */
export const TARGET_MS = 100;
/** Always allowed: without anything on its way there are no answers. */
export const MIN_FLIGHT_BYTES = 48 * 1024;
/**
 * Never more than this on the shortest path, however soon answers come. Buffers
 * inside the browser drop what is beyond them without any delay before, and SCTP
 * mends a flight full of holes so slowly that with 1 MiB on its way the transfer,
 * and every word beside it, stood still for seconds (docs/NUMBERS.md).
 */
export const SHORT_FLIGHT_BYTES = 512 * 1024;
/** A longer path holds this much more for each millisecond that it is long. */
export const LONGER_BYTES_PER_MS = 8 * 1024;
/** Never more than this, however long the path. */
export const MAX_FLIGHT_BYTES = 4 * 1024 * 1024;
/** By what part a flight grows that is answered without delay. */
const GROWTH = 1 / 8;
/** At first by more, but never so much that what comes too late to know costs a flight. */
const FIRST_GROWTH = 1 / 4;
/** What is sent before anything is known of the path. */
export const FIRST_FLIGHT_BYTES = 128 * 1024;
/** The quickest answer is remembered for so long, at least: paths change. */
const BASE_LIFE_MS = 60_000;
/**
 * The delay is judged by the quickest answer in so long, in milliseconds: a
 * queue holds up all of them, a busy machine only some.
 */
const RECENT_MS = 300;
/** And of at least so many. */
const RECENT_ANSWERS = 4;

interface Mark {
  /** How much had been sent in all, in bytes. */
  readonly sent: number;
  readonly atMs: number;
}

/** The pace of one channel. */
export class Pace {
  #limit = FIRST_FLIGHT_BYTES;
  #sent = 0;
  #answered = 0;
  readonly #marks: Mark[] = [];
  readonly #recent: { delayMs: number; atMs: number }[] = [];
  #baseMs = Infinity;
  /** The quickest since the last change of the base. */
  #nextBaseMs = Infinity;
  #baseAtMs = -Infinity;
  /** What was sent before this had been answered with delay is not held against it again. */
  #judgeAt = 0;
  /** Still looking for what the path takes. */
  #probing = true;

  /** How many bytes more may be sent now. */
  get room(): number {
    return Math.max(0, this.#limit - (this.#sent - this.#answered));
  }

  /** How much may be on its way at once, in bytes. */
  get limit(): number {
    return this.#limit;
  }

  /** So much was given to the channel. */
  sent(bytes: number, nowMs: number): void {
    this.#sent += bytes;
    this.#marks.push({ sent: this.#sent, atMs: nowMs });
  }

  /** So much more has come in on the other side. */
  answered(bytes: number, nowMs: number): void {
    const full = this.room < MIN_FLIGHT_BYTES;
    this.#answered = Math.min(this.#sent, this.#answered + bytes);
    let delayMs: number | null = null;
    while (this.#marks[0] && this.#marks[0].sent <= this.#answered) {
      delayMs = nowMs - this.#marks[0].atMs;
      this.#marks.shift();
    }
    if (delayMs !== null) {
      this.#adapt(bytes, this.#queueMs(delayMs, nowMs), full);
    }
  }

  /** What was on its way is not any more: another stream took its place. */
  forget(bytes: number): void {
    this.#answered = Math.min(this.#sent, this.#answered + bytes);
    while (this.#marks[0] && this.#marks[0].sent <= this.#answered) {
      this.#marks.shift();
    }
  }

  /** How much later than at best the answer came, in milliseconds. */
  #queueMs(delayMs: number, nowMs: number): number {
    if (nowMs - this.#baseAtMs > BASE_LIFE_MS) {
      this.#baseMs = Math.min(this.#nextBaseMs, delayMs);
      this.#nextBaseMs = Infinity;
      this.#baseAtMs = nowMs;
    }
    this.#baseMs = Math.min(this.#baseMs, delayMs);
    this.#nextBaseMs = Math.min(this.#nextBaseMs, delayMs);
    const recent = this.#recent;
    recent.push({ delayMs, atMs: nowMs });
    const oldestMs = nowMs - RECENT_MS;
    for (
      let [first] = recent;
      first && first.atMs < oldestMs && recent.length > RECENT_ANSWERS;
      [first] = recent
    ) recent.shift();
    return Math.min(...recent.map(({ delayMs }) => delayMs)) - this.#baseMs;
  }

  #adapt(bytes: number, queueMs: number, full: boolean): void {
    const over = queueMs / TARGET_MS - 1;
    if (over > 0) {
      this.#probing = false;
      // Once a flight: what is on its way now tells of nothing newer.
      if (this.#answered < this.#judgeAt) return;
      this.#judgeAt = this.#sent;
      return this.#set(this.#limit * Math.max(0.5, 1 - over));
    }
    // Growing on what was not used would end in one large burst.
    if (full) {
      this.#set(
        this.#limit + bytes * (this.#probing ? FIRST_GROWTH : -over * GROWTH),
      );
    }
  }

  #set(limit: number): void {
    this.#limit = Math.min(
      MAX_FLIGHT_BYTES,
      SHORT_FLIGHT_BYTES + this.#baseMs * LONGER_BYTES_PER_MS,
      Math.max(MIN_FLIGHT_BYTES, limit),
    );
  }
}
