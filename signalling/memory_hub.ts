/**
 * Rooms in this process.
 *
 * @module
 */
import type { Clock } from "./clock.ts";
import type { Release, Signal } from "./protocol.ts";
import type { Room } from "./room.ts";
import type { Member, RoomHub } from "./room_hub.ts";
import { type Claim, type Effect, type RoomRules, Rooms } from "./rooms.ts";

const DONE = Promise.resolve();

interface Timer {
  readonly atMs: number;
  readonly cancel: () => void;
}

/** A {@linkcode RoomHub} without a network: every call is done on return. */
export class MemoryHub implements RoomHub {
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  readonly #members = new Map<string, { member: Member; key: string }>();
  readonly #timers = new Map<string, Timer>();
  readonly #effects: Effect[] = [];
  #applying = false;
  #closed = false;

  constructor(rules: RoomRules, clock: Clock) {
    this.#rooms = new Rooms(rules);
    this.#clock = clock;
  }

  /** How much is held: what tests check to stay bounded. */
  get held(): { rooms: number; members: number; timers: number } {
    return {
      rooms: this.#rooms.size,
      members: this.#members.size,
      timers: this.#timers.size,
    };
  }

  /** Rooms that somebody looks into, without a seat. */
  get lookedAt(): number {
    return this.#rooms.lookedAt;
  }

  join(key: string, member: Member, claim: Claim): Promise<void> {
    if (this.#closed) return DONE;
    this.#lookAway(member.id);
    this.#members.set(member.id, { member, key });
    return this.#act(member, (room, id, now) => room.join(id, claim, now));
  }

  look(key: string, member: Member): Promise<void> {
    if (this.#closed) return DONE;
    this.#members.set(member.id, { member, key });
    this.#apply(this.#rooms.look(key, member.id));
    return DONE;
  }

  card(member: Member, card: string): Promise<void> {
    return this.#act(member, (room, id) => room.card(id, card));
  }

  lock(member: Member, locked: boolean): Promise<void> {
    return this.#act(member, (room, id) => room.lock(id, locked));
  }

  release(member: Member, release: Release): Promise<void> {
    return this.#act(member, (room, id, now) => room.release(id, release, now));
  }

  send(member: Member, signal: Signal, text: string): Promise<void> {
    return this.#act(member, (room, id) => room.signal(id, signal, text));
  }

  answer(member: Member): Promise<void> {
    return this.#act(member, (room, id, now) => room.answered(id, now));
  }

  leave(member: Member): Promise<void> {
    return this.#act(member, (room, id, now) => room.leave(id, now));
  }

  disconnect(member: Member): Promise<void> {
    this.#lookAway(member.id);
    const done = this.#act(
      member,
      (room, id, now) => room.disconnect(id, now),
    );
    this.#members.delete(member.id);
    return done;
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#members.clear();
    this.#effects.length = 0;
  }

  #act(
    member: Member,
    act: (room: Room, id: string, nowMs: number) => Effect[],
  ): Promise<void> {
    const key = this.#members.get(member.id)?.key;
    if (key !== undefined) {
      this.#do(key, (room, nowMs) => act(room, member.id, nowMs));
    }
    return DONE;
  }

  #do(key: string, act: (room: Room, nowMs: number) => Effect[]): void {
    const nowMs = this.#clock.now();
    const effects = this.#rooms.in(key, (room) => act(room, nowMs));
    this.#schedule(key, nowMs);
    this.#apply(effects);
  }

  /**
   * Carries out effects in order, also those that arise on the way: a socket
   * that fails while something is delivered calls back into the hub.
   */
  #apply(effects: Effect[]): void {
    this.#effects.push(...effects);
    if (this.#applying) return;
    this.#applying = true;
    try {
      for (
        let next = this.#effects.shift();
        next;
        next = this.#effects.shift()
      ) {
        this.#carryOut(next);
      }
    } finally {
      this.#applying = false;
    }
  }

  #carryOut(effect: Effect): void {
    const member = this.#members.get(effect.to)?.member;
    if (member === undefined) return;
    if (effect.type === "deliver") member.deliver(effect.text);
    else if (effect.type === "probe") member.probe();
    else {
      this.#lookAway(effect.to);
      this.#members.delete(effect.to);
      member.close(effect.code);
    }
  }

  #lookAway(id: string): void {
    const key = this.#members.get(id)?.key;
    if (key !== undefined) this.#rooms.lookAway(key, id);
  }

  #schedule(key: string, nowMs: number): void {
    const atMs = this.#rooms.deadlineMs(key);
    const timer = this.#timers.get(key);
    if ((timer?.atMs ?? null) === atMs) return;
    timer?.cancel();
    this.#timers.delete(key);
    if (atMs === null) return;
    const cancel = this.#clock.after(Math.max(0, atMs - nowMs), () => {
      this.#timers.delete(key);
      this.#do(key, (room, nowMs) => room.expire(nowMs));
    });
    this.#timers.set(key, { atMs, cancel });
  }
}
