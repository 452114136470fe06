/** Owner of the lock by which one tab, and no copy of it, has a call. @module */

/** How long the page before a reload may take to let go, in milliseconds. */
const HANDOVER_MS = 500;

/** The slice of `navigator.locks` that is used; older browsers have none. */
export type LocksPort = Pick<LockManager, "request"> | undefined;

/** Holds at most one lock. */
export class TabLock {
  readonly #locks: LocksPort;
  #release: (() => void) | null = null;

  constructor(locks: LocksPort) {
    this.#locks = locks;
  }

  /** See `CallAdapter.holdTab`. Without locks every tab may have the call. */
  async hold(
    tab: string,
    steal: boolean,
    onTaken: () => void,
  ): Promise<boolean> {
    this.release();
    const locks = this.#locks;
    if (locks === undefined) return true;
    const options: LockOptions = steal
      ? { steal: true }
      : { signal: AbortSignal.timeout(HANDOVER_MS) };
    let had = false;
    return await new Promise((resolve) => {
      locks.request(`duet.call ${tab}`, options, () => {
        had = true;
        resolve(true);
        // Held until released, or until the page is gone.
        return new Promise<void>((done) => this.#release = done);
      }).catch(() => {
        // Refused in time, or stolen later by a tab to which the call was moved.
        if (had) onTaken();
        else resolve(false);
      });
    });
  }

  /** Lets go, if anything is held. */
  release(): void {
    this.#release?.();
    this.#release = null;
  }
}
