/** Questions about devices that a browser may leave unanswered for ever. @module */
import { type Clock, systemClock } from "../../signalling/clock.ts";

/** A browser that answers takes a fraction of this, in milliseconds. */
export const MEDIA_ANSWERS_WITHIN_MS = 1_000;

/**
 * Asks what may never be answered; not for what waits for a person, as prompts do.
 *
 * @returns The answer, or `null` where there is none in time, or a failure.
 */
export function answerWithin<Answer>(
  ask: () => Promise<Answer>,
  clock: Clock = systemClock,
  withinMs = MEDIA_ANSWERS_WITHIN_MS,
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
