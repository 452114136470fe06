/**
 * Time as a port, so that tests own it.
 *
 * @module
 */

/** A clock with timers. */
export interface Clock {
  /**
   * Milliseconds, to measure how long something takes: never goes back, and may
   * stand still while the machine sleeps. It is no time of day, and says nothing
   * to another page.
   */
  now(): number;
  /**
   * The time of day in Unix milliseconds, for what is shown and for what another
   * page or machine judges. Jumps where the clock is set, in both directions.
   */
  wallNow(): number;
  /** Runs `action` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

/** The machine's clock. Steps of the wall clock do not end leases early. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  wallNow: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
