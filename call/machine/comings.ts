/** Who comes and who goes, as the phases of a call tell it: pure. @module */
import type { CallPhase } from "./state.ts";

/**
 * What a sound tells of a change; `null`: nothing. One who comes second, or back
 * by a reload, knows who is there: they have just come themselves.
 */
export function comingOrGoing(
  before: CallPhase,
  now: CallPhase,
): "arrived" | "left" | null {
  // Connecting may be over before anybody looks.
  const there = now === "connecting" || isTogether(now);
  if (before === "waiting" && there) return "arrived";
  return isTogether(before) && now === "waiting" ? "left" : null;
}

/** Whether two people are in the call, though a break may be under repair. */
export function isTogether(phase: CallPhase): boolean {
  return phase === "connected" || phase === "reconnecting";
}
