/** What a page without a call does for those before it. @module */
import { keepSwept } from "../../call/storage/session_sweep.ts";
import { systemClock } from "../../signalling/clock.ts";

/**
 * Removes what this tab has kept of calls as soon as nothing can go back to them.
 *
 * @returns Ends that.
 */
export function keepSessionsSwept(): () => void {
  const swept = keepSwept(() => sessionStorage, systemClock);
  return () => swept[Symbol.dispose]();
}
