/** What errors of devices mean, and which devices are better left alone. @module */
import type { MediaProblem } from "./media_snapshot.ts";

/**
 * Reads the exception of `getUserMedia` (mediacapture-streams § 10.3.1; the
 * names differ little between browsers, the messages do).
 */
export function mediaProblem(error: unknown): MediaProblem {
  if (!(error instanceof Error)) return "unknown";
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return /system/i.test(error.message) ? "denied-by-system" : "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "unknown";
  }
}

/** Whether only a person can change it, so that nothing is asked again unasked. */
export function isDenial(problem: MediaProblem | null): boolean {
  return problem === "denied" || problem === "denied-by-system";
}

/** A browser that answers a question about devices takes a fraction of this, in milliseconds. */
export const DEVICES_ANSWER_WITHIN_MS = 1_000;

/** A device that runs this long has recovered, in milliseconds. */
const STEADY_MS = 10_000;
/** A device that failed this often in a row is left alone … */
const MAX_FAILURES = 3;
/** … for this long, in milliseconds. */
const SHUN_MS = 30_000;

/** Which devices failed, so that none is tried for ever. Told the time. */
export class DeviceFailures {
  readonly #failed = new Map<string, { count: number; atMs: number }>();

  /** Notes that a device failed after `lastedMs`; 0 if it never began. */
  note(id: string, nowMs: number, lastedMs = 0): void {
    const before = lastedMs < STEADY_MS ? this.count(id) : 0;
    this.#failed.set(id, { count: before + 1, atMs: nowMs });
  }

  /** How often in a row. */
  count(id: string): number {
    return this.#failed.get(id)?.count ?? 0;
  }

  /** Whether it is better left alone now. */
  isShunned(id: string, nowMs: number): boolean {
    const failed = this.#failed.get(id);
    return failed !== undefined && failed.count >= MAX_FAILURES &&
      nowMs - failed.atMs < SHUN_MS;
  }

  /** Forgets it all: a person wants every device tried. */
  forgive(): void {
    this.#failed.clear();
  }
}
