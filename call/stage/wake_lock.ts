/** Owner of the lock that keeps the screen on: nobody touches it while they talk. @module */

/** The slice of `navigator` that is used; not every browser has it. */
export interface WakeLockPort {
  readonly wakeLock?: {
    request(type: "screen"): Promise<Pick<WakeLockSentinel, "release">>;
  };
}

/** Whether the page is seen, and when that changes. */
export type VisibilityPort =
  & Pick<Document, "visibilityState">
  & Pick<EventTarget, "addEventListener" | "removeEventListener">;

/**
 * Keeps the screen on until disposed. The browser takes the lock from a hidden
 * page; it is asked for again when the page is seen.
 */
export function keepAwake(
  { wakeLock }: WakeLockPort,
  page: VisibilityPort,
): Disposable {
  let lock: Pick<WakeLockSentinel, "release"> | null = null;
  let wanted = true;

  async function ask(): Promise<void> {
    if (wakeLock === undefined || page.visibilityState !== "visible") return;
    try {
      const next = await wakeLock.request("screen");
      // Whoever asks twice holds two.
      void lock?.release().catch(() => {});
      if (wanted) lock = next;
      else void next.release().catch(() => {});
    } catch {
      // A low battery, or a policy: the screen goes dark as it would anyway.
    }
  }

  page.addEventListener("visibilitychange", ask);
  void ask();
  return {
    [Symbol.dispose]() {
      wanted = false;
      page.removeEventListener("visibilitychange", ask);
      void lock?.release().catch(() => {});
      lock = null;
    },
  };
}
