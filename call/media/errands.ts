/** What is still to be done for one kind of device. @module */

/** What is to be done. */
export type Errand =
  /** A device is wanted: by the person, for one that ended, or as the list has changed. */
  | { type: "start"; because: "asked" | "ended" | "changed" }
  /** The chosen one is to take over: by the person, or as it came back. */
  | { type: "switch"; because: "asked" | "returned" }
  /** The one in use is to be captured anew, to be processed in another way. */
  | { type: "renew" };

/** Does one at a time, so that no two answers compete; of those that wait, the latest wins. */
export class Errands {
  readonly #run: (errand: Errand) => Promise<void>;
  #next: Errand | null = null;
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(run: (errand: Errand) => Promise<void>) {
    this.#run = run;
  }

  /** Whether nothing is under way. */
  get isIdle(): boolean {
    return this.#running === null;
  }

  /** Whether one waits for the one in hand. */
  get isWaiting(): boolean {
    return this.#next !== null;
  }

  /** Whether the person has chosen again since the one in hand was begun. */
  get isOutdone(): boolean {
    return this.#next?.type === "switch" && this.#next.because === "asked";
  }

  /** Adds one in the place of any that waits; resolves when all are done. */
  add(errand: Errand): Promise<void> {
    this.#next = errand;
    return this.#running ??= this.#work();
  }

  /** Waits for what comes `first`, then does what is there by then. */
  workAfter(first: Promise<void>): Promise<void> {
    return this.#running = this.#work(first);
  }

  /** Adds one, unless another waits. */
  suggest(errand: Errand): void {
    this.#next ??= errand;
  }

  /** Whoever has asked meanwhile has the answer of the one in hand. */
  answer(): void {
    if (this.#next?.type === "start" && this.#next.because === "asked") {
      this.#next = null;
    }
  }

  /** Begins no other. */
  close(): void {
    this.#closed = true;
  }

  async #work(first?: Promise<void>): Promise<void> {
    try {
      await first;
      while (this.#next !== null && !this.#closed) {
        const errand = this.#next;
        this.#next = null;
        await this.#run(errand);
      }
    } finally {
      this.#running = null;
    }
  }
}
