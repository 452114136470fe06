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

/**
 * Asks what may never be answered; not for what waits for a person, as prompts do.
 *
 * @returns The answer, or `null` where there is none in time, or a failure.
 */
export function answerWithin<Answer>(
  withinMs: number,
  ask: () => Promise<Answer>,
  clock: Clock = systemClock,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(withinMs, () => resolve(null));
    const settle = (answer: Answer | null) => {
      cancel();
      resolve(answer);
    };
    // Some browsers throw where they should reject.
    new Promise<Answer>((asked) => asked(ask()))
      .then(settle, () => settle(null));
  });
}
