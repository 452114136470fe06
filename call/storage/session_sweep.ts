/**
 * Removes from a tab's storage what no reload needs any more: calls of other
 * rooms, and what is older than a seat is held. Small, because every page does
 * this when it starts.
 *
 * @module
 */
import type { Clock } from "../../signalling/clock.ts";
import { keysOf, removeItem, type StorageArea } from "./storage_area.ts";

/** An older session is another visit: coming back to it takes a click. */
export const SESSION_LIFE_MS = 30_000;
/** Where sessions lie; the room's key follows. */
export const SESSION_PREFIX = "duet.session.1 ";
/** Where secrets of hidden links lie; the room's name follows. */
export const LINK_PREFIX = "duet.link.1 ";
/** Where chats lie; the room's key and a number follow. */
export const CHAT_PREFIX = "duet.chat.1 ";
/** Where the list of files lies; it names the tab that has the call. */
export const FILES_KEY = "duet.files.1";

/** The room of this page. */
export interface OwnRoom {
  readonly name: string;
  /** The room's key; `null` where the link opens no room. */
  readonly key: string | null;
}

/**
 * Whether a session that was alive then may go on now, both in Unix milliseconds.
 * One from the future may: the clock has been set back since.
 */
export function isAlive(aliveAtMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - aliveAtMs) <= SESSION_LIFE_MS;
}

/**
 * Removes all but what belongs to this room and to sessions that may go on.
 *
 * @param own The room of this page; `null` for a page without one, from which
 * the back button may lead into any.
 * @returns When the next of what was left ends, in Unix milliseconds; `null`
 * where nothing was left that ends.
 */
export function sweepSessions(
  area: StorageArea,
  own: OwnRoom | null,
  nowMs: number,
): number | null {
  const keys = keysOf(area);
  const rooms = new Set<string>();
  const tabs = new Set<unknown>();
  const ends: number[] = [];
  /** What is stored of a session, or of a link of one, that may go on. */
  const alive = (key: string): Stored | null => {
    const stored = read(area, key);
    const { aliveAtMs } = stored;
    if (typeof aliveAtMs !== "number" || !isAlive(aliveAtMs, nowMs)) {
      return null;
    }
    ends.push(aliveAtMs + SESSION_LIFE_MS);
    return stored;
  };
  for (const key of keys) {
    if (!key.startsWith(SESSION_PREFIX)) continue;
    const room = key.slice(SESSION_PREFIX.length);
    const session = own === null || own.key === room ? alive(key) : null;
    if (session === null) continue;
    rooms.add(room);
    tabs.add(session.tab);
  }
  const isNeeded = (key: string): boolean => {
    const end = key.indexOf(" ") + 1;
    const [room = ""] = key.slice(end).split(" ");
    switch (key.slice(0, end) || key) {
      case LINK_PREFIX:
        return own === null
          ? alive(key) !== null
          : key === LINK_PREFIX + own.name;
      case SESSION_PREFIX:
      case CHAT_PREFIX:
        return rooms.has(room);
      case FILES_KEY:
        return tabs.has(read(area, key).tab);
      default:
        return true;
    }
  };
  for (const key of keys) if (!isNeeded(key)) removeItem(area, key);
  return own === null && ends.length > 0 ? Math.min(...ends) : null;
}

/** Sweeps now, and again whenever something ends, on a page without a room. */
export function keepSwept(area: StorageArea, clock: Clock): Disposable {
  let cancel: (() => void) | null = null;
  const sweep = () => {
    const nowMs = clock.wallNow();
    const endsAtMs = sweepSessions(area, null, nowMs);
    cancel = endsAtMs === null
      ? null
      : clock.after(endsAtMs - nowMs + 1, sweep);
  };
  sweep();
  return { [Symbol.dispose]: () => cancel?.() };
}

type Stored = Readonly<Record<string, unknown>>;

function read(area: StorageArea, key: string): Stored {
  try {
    return Object(JSON.parse(area().getItem(key) ?? ""));
  } catch {
    return {};
  }
}
