/**
 * All rooms of a process, by key. A room exists while somebody has a seat; who
 * only looks may wait before one that does not.
 *
 * @module
 */
import { Lookers, NOBODY } from "./lookers.ts";
import { CloseCode } from "./protocol.ts";
import { Room, type RoomRules } from "./room.ts";
import { type ConnectionId, type Effect, fail } from "./seat.ts";

export type { RoomRules } from "./room.ts";
export type { Claim, ConnectionId, Effect, SeatNumber } from "./seat.ts";

/** Rooms by key; as pure as each {@linkcode Room}. */
export class Rooms {
  readonly #rules: RoomRules;
  readonly #rooms = new Map<string, Room>();
  readonly #lookers = new Lookers();

  constructor(rules: RoomRules) {
    this.#rules = rules;
  }

  /** Rooms in which somebody has a seat. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Rooms that somebody looks into. */
  get lookedAt(): number {
    return this.#lookers.size;
  }

  /** When the room wants {@linkcode Room.expire}, or `null`. */
  deadlineMs(key: string): number | null {
    return this.#rooms.get(key)?.deadlineMs ?? null;
  }

  /** Does something in a room, made for it if need be, forgotten if empty. */
  in(key: string, act: (room: Room) => Effect[]): Effect[] {
    const known = this.#rooms.get(key);
    const room = known ?? new Room(this.#rules);
    const effects = act(room);
    if (room.empty) this.#rooms.delete(key);
    else if (known === undefined) this.#rooms.set(key, room);
    return [
      ...effects,
      ...this.#lookers.tell(key, () => room.empty ? NOBODY : room.view),
    ];
  }

  /** Somebody asks who is there, and wants to hear of changes. */
  look(key: string, looker: ConnectionId): Effect[] {
    const view = this.#rooms.get(key)?.view ?? NOBODY;
    return this.#lookers.add(key, looker, view) ??
      fail(looker, "rate", CloseCode.rate);
  }

  /** Somebody looks no more. */
  lookAway(key: string, looker: ConnectionId): void {
    this.#lookers.remove(key, looker);
  }
}
