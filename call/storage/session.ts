/**
 * What a tab keeps of the call it is in, so that its reload is back in it
 * without a click. Kept for this tab only, and for as long as the server holds
 * a seat.
 *
 * @module
 */
import * as v from "valibot";
import { MAX_PAIR_SECRETS } from "../../sealing/pair_limit.ts";
import { isAlive, SESSION_PREFIX } from "./session_sweep.ts";
import { removeItem, type StoragePort } from "./storage_area.ts";

const Session = v.object({
  /** Names the tab that has the call. */
  tab: v.string(),
  /** When the tab was last known to be in the call, in Unix milliseconds. */
  aliveAtMs: v.number(),
  /** The right to the seat; `null` before the first `joined`. */
  claim: v.nullable(v.object({
    seat: v.picklist([0, 1]),
    secret: v.string(),
    epoch: v.optional(v.number()),
  })),
  /** Whose certificate was compared with theirs, SHA-256 in base64url. */
  verified: v.nullable(v.string()),
  /** With whose certificate a pair secret is shared, and the secrets, newest first. */
  pair: v.fallback(
    v.nullable(v.object({
      fingerprint: v.string(),
      secrets: v.pipe(v.array(v.string()), v.maxLength(MAX_PAIR_SECRETS)),
    })),
    null,
  ),
  /** Who has been let in, and whether we are still on our way in. */
  admission: v.fallback(
    v.object({ letIn: v.nullable(v.string()), arriving: v.boolean() }),
    { letIn: null, arriving: false },
  ),
  /** What was switched on. */
  microphone: v.boolean(),
  camera: v.boolean(),
  /** Whom the hand is raised for. */
  raisedFor: v.fallback(v.nullable(v.string()), null),
  /** How long one has talked, and with whom. */
  talk: v.fallback(
    v.object({
      talkedMs: v.number(),
      sinceMs: v.nullable(v.number()),
      name: v.string(),
    }),
    { talkedMs: 0, sinceMs: null, name: "" },
  ),
});

/** A call as its tab remembers it. */
export type Session = v.InferOutput<typeof Session>;

function key(room: string): string {
  return `${SESSION_PREFIX}${room}`;
}

/**
 * The session of this tab in a room, if it is recent enough to go on.
 *
 * @param room What no two rooms share: the room's key, not its name.
 */
export function loadSession(
  storage: StoragePort,
  room: string,
  nowMs: number,
): Session | null {
  try {
    const stored: unknown = JSON.parse(storage().getItem(key(room)) ?? "null");
    const result = v.safeParse(Session, stored);
    if (!result.success) return null;
    return isAlive(result.output.aliveAtMs, nowMs) ? result.output : null;
  } catch {
    return null;
  }
}

/** Keeps the session, or forgets it. */
export function saveSession(
  storage: StoragePort,
  room: string,
  session: Session | null,
): void {
  if (session === null) return removeItem(storage, key(room));
  try {
    storage().setItem(key(room), JSON.stringify(session));
  } catch {
    // Without storage a reload starts in the lobby; the call itself is as good.
  }
}
