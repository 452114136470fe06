/** Why there is no picture or no sound from a device, from what the browser says. @module */

/** The two kinds of device that a call captures. */
export type DeviceKind = "microphone" | "camera";

/** Why a device can't be used; keys of the words shown. */
export type MediaProblem =
  /** The person, or a policy, said no to this page. */
  | "denied"
  /** The operating system keeps the browser from it. */
  | "denied-by-system"
  /** There is no such device. */
  | "missing"
  /** Another program has it. */
  | "busy"
  /** It stopped by itself: unplugged, or taken away. */
  | "ended"
  /** Something else; trying again may help. */
  | "unknown";

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
