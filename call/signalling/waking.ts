/** Owner of the listeners that tell when a page may have missed something. @module */

/**
 * Calls `onWake` on every sign that time has passed unseen: the page was hidden
 * or frozen, taken from the back/forward cache, or the network came back.
 */
export function watchWaking(onWake: () => void): Disposable {
  const controller = new AbortController();
  const options = { signal: controller.signal };
  addEventListener("online", onWake, options);
  addEventListener("pageshow", onWake, options);
  document.addEventListener("resume", onWake, options);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") onWake();
  }, options);
  return { [Symbol.dispose]: () => controller.abort() };
}

/** Calls `onHide` when the page is hidden: browsers may end it without a word. */
export function watchHiding(onHide: () => void): Disposable {
  const controller = new AbortController();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") onHide();
  }, { signal: controller.signal });
  return { [Symbol.dispose]: () => controller.abort() };
}
