/**
 * Those who look into a room without a seat. They are told who is there, and
 * told again when that changes; nothing else, and nobody is told of them. They
 * keep no room alive: a room without seats is forgotten, and looks empty.
 *
 * @module
 */
import type { Present } from "./protocol.ts";
import { type ConnectionId, deliver, type Effect } from "./seat.ts";

/** More at one room are sent away. */
export const MAX_LOOKERS = 8;

/** What there is to see in a room. */
export type View = Pick<Present, "people" | "locked">;

/** What a room without seats looks like. */
export const NOBODY: View = { people: [], locked: false };

interface Door {
  readonly lookers: Set<ConnectionId>;
  /** What they were told last. */
  told: string;
}

function present(view: View): Present {
  return { type: "present", ...view, mayJoin: true };
}

/** Lookers by room. */
export class Lookers {
  readonly #doors = new Map<string, Door>();

  /** Rooms that somebody looks into. */
  get size(): number {
    return this.#doors.size;
  }

  /** Somebody looks; `null` when too many do already. */
  add(key: string, looker: ConnectionId, view: View): Effect[] | null {
    const door = this.#doors.get(key) ??
      { lookers: new Set(), told: JSON.stringify(view) };
    if (door.lookers.size >= MAX_LOOKERS) return null;
    this.#doors.set(key, door);
    door.lookers.add(looker);
    return [deliver(looker, present(view))];
  }

  /** Somebody looks no more. */
  remove(key: string, looker: ConnectionId): void {
    const door = this.#doors.get(key);
    if (door?.lookers.delete(looker) && door.lookers.size === 0) {
      this.#doors.delete(key);
    }
  }

  /** Something has happened in the room; `view` is asked for if anybody looks. */
  tell(key: string, view: () => View): Effect[] {
    const door = this.#doors.get(key);
    if (door === undefined) return [];
    const news = view();
    const told = JSON.stringify(news);
    if (told === door.told) return [];
    door.told = told;
    return [...door.lookers].map((looker) => deliver(looker, present(news)));
  }
}
