/**
 * How long two people have been together, and who has left: pure, told each
 * change of the call.
 *
 * @module
 */
import type { CallPhase } from "./state.ts";

/** What a reload keeps of it; kept by the time of day, by the page's clock otherwise. */
export interface Talk {
  /** Finished stretches together, in milliseconds. */
  readonly talkedMs: number;
  /** When the stretch under way began; `null` alone. */
  readonly sinceMs: number | null;
  /** The name of whoever is there, or was last; may be empty. */
  readonly name: string;
}

/** Who is and was there. */
export interface Meeting extends Talk {
  /** Whether they have left, and nobody has come since. */
  readonly parted: boolean;
}

/** Nobody has come yet. */
export const NO_MEETING: Meeting = {
  talkedMs: 0,
  sinceMs: null,
  name: "",
  parted: false,
};

/**
 * The meeting once the call is in `phase`. A break counts as time together: it
 * is only known afterwards whether it was one.
 *
 * @param name The other person's name, as far as it is known now.
 */
export function followed(
  meeting: Meeting,
  phase: CallPhase,
  name: string,
  nowMs: number,
): Meeting {
  switch (phase) {
    case "connected":
    case "reconnecting":
      return {
        ...meeting,
        sinceMs: meeting.sinceMs ?? nowMs,
        name: name || (meeting.parted ? "" : meeting.name),
        parted: false,
      };
    case "waiting":
      return meeting.sinceMs === null
        ? meeting
        : { ...interrupted(meeting, nowMs), parted: true };
    case "ended":
    case "failed":
      return interrupted(meeting, nowMs);
    case "joining":
      return { ...meeting, parted: false };
    case "idle":
    case "requesting-media":
    case "ready":
    case "knocking":
    case "connecting":
      return meeting;
  }
}

/**
 * The same stretches by another clock.
 *
 * @param aheadMs By how much that clock is ahead of this one.
 */
export function byClock(talk: Talk, aheadMs: number): Talk {
  const { talkedMs, sinceMs, name } = talk;
  return {
    talkedMs,
    sinceMs: sinceMs === null ? null : sinceMs + aheadMs,
    name,
  };
}

function interrupted(meeting: Meeting, nowMs: number): Meeting {
  return { ...meeting, talkedMs: talkedUntil(meeting, nowMs), sinceMs: null };
}

/** How long the two have talked by then, in milliseconds. */
export function talkedUntil(
  { talkedMs, sinceMs }: Pick<Talk, "talkedMs" | "sinceMs">,
  nowMs: number,
): number {
  // A clock may have been set back.
  return talkedMs + (sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs));
}
