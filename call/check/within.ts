/**
 * A signal that is aborted with another one, or after some time: what
 * `AbortSignal.any()` is in newer browsers.
 */
export function within(signal: AbortSignal, ms: number): AbortSignal {
  const controller = new AbortController();
  for (const cause of [signal, AbortSignal.timeout(ms)]) {
    const abort = () => controller.abort(cause.reason);
    if (cause.aborted) abort();
    else {
      cause.addEventListener("abort", abort, {
        once: true,
        signal: controller.signal,
      });
    }
  }
  return controller.signal;
}
