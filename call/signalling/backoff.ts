/** Waiting times between attempts to reach the server. @module */

/** First wait, and the range that it doubles within, in milliseconds. */
export const FIRST_DELAY_MS = 250;
/**
 * A socket that has lasted so long was a good one, in milliseconds: the next may
 * be opened at once. A server that lets everybody in and hangs up would have
 * pages spin otherwise.
 */
export const STABLE_AFTER_MS = 5_000;
/** No wait is longer. */
export const MAX_DELAY_MS = 2_500;

/**
 * How long to wait before attempt number `attempt` (0 is the first after a
 * loss): "full jitter", so that many pages which lost the same server do not
 * come back in step, with a floor of a quarter so that nobody spins.
 *
 * @param random A number in [0, 1).
 * @returns Milliseconds.
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(
    MAX_DELAY_MS,
    FIRST_DELAY_MS * 2 ** Math.min(attempt, 10),
  );
  return Math.round(ceiling * (0.25 + 0.75 * random));
}
