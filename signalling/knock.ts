/**
 * A third person before two taken seats.
 *
 * A socket can be dead without anyone having noticed. So the server asks: who
 * sits there answers within {@linkcode PROBE_MS}, or loses the seat to the
 * person at the door. A seat that is only held is nobody's to give away.
 *
 * @module
 */
import type { Claim, ConnectionId } from "./seat.ts";

/** Time for an answer. */
export const PROBE_MS = 2_000;

/** More than this many at one door are turned away without asking. */
export const MAX_KNOCKERS = 4;

/** Somebody who waits for the outcome. */
export interface Knocker {
  readonly connection: ConnectionId;
  readonly claim: Claim;
}

/** One round of asking, shared by all who knock while it lasts. */
export class Knock {
  readonly deadlineMs: number;
  readonly #unanswered: Set<ConnectionId>;
  #knockers: Knocker[] = [];

  constructor(probed: ConnectionId[], nowMs: number) {
    this.deadlineMs = nowMs + PROBE_MS;
    this.#unanswered = new Set(probed);
  }

  /** Whoever has not answered yet. */
  get unanswered(): ReadonlySet<ConnectionId> {
    return this.#unanswered;
  }

  /** Whether everyone has answered, or nobody waits any more. */
  get settled(): boolean {
    return this.#unanswered.size === 0 || this.#knockers.length === 0;
  }

  /** Adds somebody; `false` when too many wait already. */
  add(knocker: Knocker): boolean {
    if (this.#knockers.length >= MAX_KNOCKERS) return false;
    this.#knockers.push(knocker);
    return true;
  }

  /** The next to be admitted or refused. */
  next(): Knocker | undefined {
    return this.#knockers.shift();
  }

  /** This connection has answered, or is no longer there to be asked. */
  answered(connection: ConnectionId): void {
    this.#unanswered.delete(connection);
  }

  /** Whether this connection waited; it no longer does. */
  withdraw(connection: ConnectionId): boolean {
    const before = this.#knockers.length;
    this.#knockers = this.#knockers.filter((knocker) =>
      knocker.connection !== connection
    );
    return this.#knockers.length < before;
  }
}
