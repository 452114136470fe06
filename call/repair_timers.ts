/** Owner of the timers of a repair, at most one of each kind. @module */
import type { Clock } from "../signalling/clock.ts";
import type { CallCommand, CallEvent, RepairTimer } from "./machine/state.ts";

/** Sets timers as the machine orders, and reports when they fire. */
export class RepairTimers {
  readonly #clock: Clock;
  readonly #dispatch: (event: CallEvent) => void;
  readonly #running = new Map<RepairTimer, () => void>();

  constructor(clock: Clock, dispatch: (event: CallEvent) => void) {
    this.#clock = clock;
    this.#dispatch = dispatch;
  }

  /** Replaces one of the same name. */
  set({ timer, repair, afterMs }: Extract<CallCommand, { type: "set-timer" }>) {
    this.#running.get(timer)?.();
    const cancel = this.#clock.after(afterMs, () => {
      this.#running.delete(timer);
      this.#dispatch({ type: "timer-fired", timer, repair });
    });
    this.#running.set(timer, cancel);
  }

  /** Stops them all. */
  clear(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }
}
