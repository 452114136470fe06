/**
 * Looks now and then whether a call takes the detour of a relay, which may no
 * longer be needed: a path that opens after the first half minute is found only
 * by gathering anew (measured in Chromium).
 *
 * @module
 */
import "../dispose_symbol.ts";
import type { Clock } from "../../signalling/clock.ts";
import { isRelayed } from "./peer_stats.ts";

/** The first look comes after this long, in milliseconds; each later one three times as late. */
export const FIRST_LOOK_MS = 60_000;
const LATER = 3;

/** Looks until disposed. */
export class PathWatch implements Disposable {
  #cancel: () => void;

  constructor(
    pc: Parameters<typeof isRelayed>[0],
    clock: Clock,
    onRelayed: () => void,
  ) {
    const lookAfter = (waitMs: number) =>
      clock.after(waitMs, async () => {
        this.#cancel = lookAfter(waitMs * LATER);
        // A browser that does not tell now is asked again later.
        if (await isRelayed(pc).catch(() => false)) onRelayed();
      });
    this.#cancel = lookAfter(FIRST_LOOK_MS);
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }
}
