/**
 * A rate with bursts.
 *
 * @module
 */

/** Fractions of a token do not add up exactly. */
const ROUNDING = 1e-6;

/** Holds `burst` tokens and gets `perSecond` new ones. Knows no clock. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perMs: number;
  #tokens: number;
  #atMs: number;

  constructor(burst: number, perSecond: number, nowMs: number) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
    this.#tokens = burst;
    this.#atMs = nowMs;
  }

  /** Takes one token, or `count`; `false`, and none, when there are fewer. */
  take(nowMs: number, count = 1): boolean {
    this.#refill(nowMs);
    if (this.#tokens < count - ROUNDING) return false;
    this.#tokens = Math.max(0, this.#tokens - count);
    return true;
  }

  #refill(nowMs: number): void {
    const elapsedMs = nowMs - this.#atMs;
    this.#tokens = Math.min(
      this.#burst,
      this.#tokens + elapsedMs * this.#perMs,
    );
    this.#atMs = nowMs;
  }
}
