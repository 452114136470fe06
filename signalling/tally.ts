/**
 * What goes wrong, counted. One line a minute at most, whatever an attacker
 * does, and no room, token or address in it.
 *
 * @module
 */
import type { Clock } from "./clock.ts";

const INTERVAL_MS = 60_000;

/** Counts by name, written once in a while. */
export class Tally {
  readonly #clock: Clock;
  readonly #write: (line: string) => void;
  readonly #counts = new Map<string, number>();
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, write: (line: string) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  /** Counts one. Names are fixed words, never anything from outside. */
  count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    this.#cancel ??= this.#clock.after(INTERVAL_MS, () => this.flush());
  }

  /** Writes what has been counted, now. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#counts.size === 0) return;
    const counts = [...this.#counts].map(([name, n]) => `${name} ${n}`);
    this.#counts.clear();
    this.#write(`signalling: ${counts.join(", ")}`);
  }
}
