/**
 * People who ask for a seat while both are taken.
 *
 * A socket can be dead without anyone having noticed. So the server asks: one
 * that does not answer within {@linkcode PROBE_MS} is a lost socket, and its
 * seat is held as after any other loss. While a seat is held, those who knock
 * wait for it to become free, for {@linkcode MAX_HELD_WAIT_MS} at most.
 *
 * @module
 */
import type { Claim, ConnectionId } from "./seat.ts";

/** Time for an answer, in milliseconds. */
export const PROBE_MS = 2_000;

/** Longest wait for a held seat, in milliseconds: the lease where nothing else is set. */
export const MAX_HELD_WAIT_MS = 30_000;

/** More than this many in one queue are turned away without asking. */
export const MAX_KNOCKERS = 4;

/** Somebody who waits for the outcome. */
export interface Knocker {
  readonly connection: ConnectionId;
  readonly claim: Claim;
  /** Who it is; `null` for one who brings no secret. */
  readonly id: string | null;
}

interface Waiting extends Knocker {
  /** When the wait for a held seat is over; infinite before it has begun. */
  untilMs: number;
}

/** The queue of a room, and the probe that all who knock meanwhile share. */
export class Knock {
  #probeUntilMs = Infinity;
  #unanswered = new Set<ConnectionId>();
  #queue: Waiting[] = [];

  /** Whether somebody waits for the answers to a probe. */
  get isAsking(): boolean {
    return this.#unanswered.size > 0 && this.#queue.length > 0;
  }

  /** When there is something to do; infinite when there is not. */
  get deadlineMs(): number {
    // Whoever came first has begun first to wait for a held seat.
    const untilMs = this.#queue[0]?.untilMs ?? Infinity;
    return this.isAsking ? Math.min(this.#probeUntilMs, untilMs) : untilMs;
  }

  /** Takes out the person with this id, who knocks again; `null`: there is none. */
  replace(id: string | null): Knocker | null {
    const older = this.#queue.find((knocker) =>
      id !== null && knocker.id === id
    );
    if (older === undefined) return null;
    this.withdraw(older.connection);
    return older;
  }

  /** Adds somebody; `false` when too many wait already. */
  add(knocker: Knocker): boolean {
    if (this.#queue.length >= MAX_KNOCKERS) return false;
    this.#queue.push({ ...knocker, untilMs: Infinity });
    return true;
  }

  /** Notes that these connections are asked; what was asked before is void. */
  ask(probed: ConnectionId[], nowMs: number): void {
    this.#probeUntilMs = nowMs + PROBE_MS;
    this.#unanswered = new Set(probed);
  }

  /** This connection has answered, or is no longer there to be asked. */
  answered(connection: ConnectionId): void {
    this.#unanswered.delete(connection);
  }

  /** Those who have not answered in time. */
  silent(nowMs: number): ConnectionId[] {
    const isOver = this.isAsking && this.#probeUntilMs <= nowMs;
    return isOver ? [...this.#unanswered] : [];
  }

  /** The next to be admitted or refused. */
  next(): Knocker | undefined {
    return this.#queue.shift();
  }

  /** Lets everyone wait for a held seat; gives those who did not so far. */
  waitForHeld(nowMs: number): Knocker[] {
    const others = this.#queue.filter(({ untilMs }) => untilMs === Infinity);
    for (const other of others) other.untilMs = nowMs + MAX_HELD_WAIT_MS;
    return others;
  }

  /** Takes those out who have waited for long enough. */
  overdue(nowMs: number): Knocker[] {
    const overdue = this.#queue.filter(({ untilMs }) => untilMs <= nowMs);
    for (const { connection } of overdue) this.withdraw(connection);
    return overdue;
  }

  /** Whether this connection waited; it no longer does. */
  withdraw(connection: ConnectionId): boolean {
    const before = this.#queue.length;
    this.#queue = this.#queue.filter((knocker) =>
      knocker.connection !== connection
    );
    return this.#queue.length < before;
  }
}
