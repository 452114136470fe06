/** When the controls step back: the other person's picture is the page. @module */
import type { Clock } from "../../signalling/clock.ts";

/** Nobody has done anything for this long, in milliseconds. */
export const REST_AFTER_MS = 4_000;

/** Tells rest from use. */
export interface Rest extends Disposable {
  /** The person has moved, tapped or typed. */
  stir(): void;
  /** While something must be seen, nothing steps back. */
  hold(held: boolean): void;
}

/**
 * Begins awake.
 *
 * @param onChange Gets whether the controls are to step back, or to be there again.
 */
export function createRest(
  clock: Clock,
  onChange: (resting: boolean) => void,
): Rest {
  let resting = false;
  let held = false;
  let cancel: (() => void) | null = null;

  function set(next: boolean): void {
    if (next === resting) return;
    resting = next;
    onChange(next);
  }

  function stir(): void {
    cancel?.();
    cancel = held ? null : clock.after(REST_AFTER_MS, () => set(true));
    set(false);
  }

  stir();
  return {
    stir,
    hold(next) {
      if (next === held) return;
      held = next;
      stir();
    },
    [Symbol.dispose]() {
      cancel?.();
      cancel = null;
      set(false);
    },
  };
}
