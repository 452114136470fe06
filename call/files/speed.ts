/** How fast something goes, from how far it was when. Pure: told the time. @module */

/** What came before has no say any more, in milliseconds. */
const WINDOW_MS = 5_000;
/** Sooner than this, a rate would be a guess, in milliseconds. */
const FIRST_AFTER_MS = 1_000;

/** The speed of one transfer. */
export class Speed {
  #marks: { done: number; atMs: number }[] = [];

  /** So much is done now, in bytes. */
  mark(done: number, nowMs: number): void {
    const oldest = nowMs - WINDOW_MS;
    this.#marks.push({ done, atMs: nowMs });
    // The last one before the window says where the window began.
    while (this.#marks[1] && this.#marks[1].atMs <= oldest) this.#marks.shift();
  }

  /** What was before a break says nothing of what comes. */
  forget(): void {
    this.#marks = [];
  }

  /** `null` while too little is known. */
  get bytesPerSecond(): number | null {
    const first = this.#marks[0], last = this.#marks.at(-1);
    if (first === undefined || last === undefined) return null;
    const elapsedMs = last.atMs - first.atMs;
    if (elapsedMs < FIRST_AFTER_MS) return null;
    return (last.done - first.done) * 1000 / elapsedMs;
  }
}
