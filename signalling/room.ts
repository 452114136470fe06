/**
 * One room: two seats, who sits on them, and who may take them.
 *
 * No clock, no I/O, no randomness: every method is told the time and answers
 * with the effects to carry out. A seat is `free`, taken with a socket
 * (`here`), or taken and held after a lost socket (`reconnecting`):
 *
 * ```text
 * free ── join ──▶ here ── socket lost ──▶ held ── lease over ──▶ free
 *                  ▲  │ leave, evicted ──▶ free        │
 *                  └──┴────── resume, epoch + 1 ◀──────┘
 * ```
 *
 * @module
 */
import {
  CloseCode,
  type ErrorCode,
  type IceServer,
  type Joined,
  type Signal,
} from "./protocol.ts";
import { Knock, type Knocker } from "./knock.ts";
import {
  type Claim,
  type ConnectionId,
  deliver,
  type Effect,
  type Occupant,
  peerMessage,
  peerOf,
  type SeatNumber,
  UNKNOWN_SEQ,
} from "./seat.ts";

/** What rooms take from outside instead of having it themselves. */
export interface RoomRules {
  /** A new resume secret. */
  newSecret(): string;
  /** The id that belongs to a resume secret; always the same one. */
  identify(secret: string): string;
  /** ICE servers for somebody who waits alone, or who has a peer. */
  ice(audience: "alone" | "paired", nowMs: number): IceServer[];
  /** How long credentials are good before they are replaced; `null`: for ever. */
  readonly iceRenewMs: number | null;
  /** How long a seat is held after its socket is lost. */
  readonly leaseMs: number;
  readonly heartbeat: Joined["heartbeat"];
}

const SEATS: readonly SeatNumber[] = [0, 1];

/** Nobody waits through more successors than this to come back. */
const MAX_GONE = 64;

/** Two seats. */
export class Room {
  readonly #rules: RoomRules;
  readonly #seats: [Occupant | null, Occupant | null] = [null, null];
  readonly #epochs: [number, number] = [0, 0];
  /** `gone` is final: whoever has lost a seat does not get its id back. */
  readonly #gone: string[] = [];
  #knock: Knock | null = null;
  #effects: Effect[] = [];

  constructor(rules: RoomRules) {
    this.#rules = rules;
  }

  /** Whether the room can be forgotten. */
  get empty(): boolean {
    return this.#seats[0] === null && this.#seats[1] === null;
  }

  /** When {@linkcode expire} has something to do, or `null`. */
  get deadlineMs(): number | null {
    let deadlineMs = this.#knock?.deadlineMs ?? Infinity;
    for (const occupant of this.#seats) {
      if (occupant === null) continue;
      const ownMs = occupant.connection === null
        ? occupant.heldUntilMs
        : occupant.iceDueMs;
      deadlineMs = Math.min(deadlineMs, ownMs);
    }
    return deadlineMs === Infinity ? null : deadlineMs;
  }

  /** Somebody asks for a seat. */
  join(connection: ConnectionId, claim: Claim, nowMs: number): Effect[] {
    if (!this.#resume(connection, claim, nowMs)) {
      const seat = SEATS.find((seat) => this.#seats[seat] === null);
      if (seat === undefined) {
        this.#startKnock({ connection, claim }, nowMs);
      } else this.#seatNewcomer(seat, connection, claim, nowMs);
    }
    return this.#flush(nowMs);
  }

  /** Forwards `text`, the original of `signal`. */
  signal(connection: ConnectionId, signal: Signal, text: string): Effect[] {
    const seat = this.#seatOf(connection);
    if (seat === null) return this.#signalTooEarly(connection);
    const self = this.#seats[seat];
    const peer = this.#seats[other(seat)];
    if (self === null) return [];
    if (peer === null) {
      return [
        deliver(connection, { type: "error", code: "no-peer", fatal: false }),
      ];
    }
    self.received = Math.max(
      self.received,
      Math.min(signal.ack, peer.forwarded),
    );
    // A peer without a socket gets nothing: the sender's outbox says it again.
    if (peer.connection === null) return [];
    self.forwarded = Math.max(self.forwarded, signal.seq);
    return [{ type: "deliver", to: peer.connection, text }];
  }

  /** A probed connection has been heard. */
  answered(connection: ConnectionId, nowMs: number): Effect[] {
    this.#knock?.answered(connection);
    return this.#flush(nowMs);
  }

  /** The person is done: the seat is free at once. */
  leave(connection: ConnectionId, nowMs: number): Effect[] {
    const seat = this.#seatOf(connection);
    if (seat !== null) this.#vacate(seat);
    else if (!this.#knock?.withdraw(connection)) return [];
    this.#close(connection, CloseCode.normal);
    return this.#flush(nowMs);
  }

  /** The socket is lost: the seat is held for the person. */
  disconnect(connection: ConnectionId, nowMs: number): Effect[] {
    this.#knock?.withdraw(connection);
    this.#knock?.answered(connection);
    const seat = this.#seatOf(connection);
    const occupant = seat === null ? null : this.#seats[seat];
    if (seat !== null && occupant !== null) {
      occupant.connection = null;
      occupant.heldUntilMs = nowMs + this.#rules.leaseMs;
      this.#tellPeer(seat, peerMessage(occupant, "reconnecting"));
    }
    return this.#flush(nowMs);
  }

  /** Does what has become due: leases, unanswered probes, new credentials. */
  expire(nowMs: number): Effect[] {
    for (const seat of SEATS) {
      const occupant = this.#seats[seat];
      if (occupant?.connection === null && occupant.heldUntilMs <= nowMs) {
        this.#vacate(seat);
      }
    }
    if (this.#knock !== null && this.#knock.deadlineMs <= nowMs) {
      for (const silent of this.#knock.unanswered) this.#evict(silent);
    }
    this.#renewIce(nowMs);
    return this.#flush(nowMs);
  }

  /** Takes an own seat over again; `false` when the claim is not good. */
  #resume(connection: ConnectionId, claim: Claim, nowMs: number): boolean {
    const { resume } = claim;
    if (resume === undefined) return false;
    const id = this.#rules.identify(resume.secret);
    const occupant = this.#seats[resume.seat];
    const peer = this.#seats[other(resume.seat)];
    if (occupant === null) {
      if (peer?.id === id || this.#gone.includes(id)) return false;
      // The server has forgotten this person: it has been restarted, or the
      // room was empty for a while. Whoever holds the secret says who they are.
      const received = Math.min(
        resume.received,
        peer?.forwarded ?? UNKNOWN_SEQ,
      );
      this.#epochs[resume.seat] = Math.max(
        this.#epochs[resume.seat],
        resume.epoch ?? 0,
      );
      this.#occupy(resume.seat, connection, {
        id,
        data: claim.data,
        received,
        forwarded: UNKNOWN_SEQ,
      });
    } else if (occupant.id === id) {
      this.#takeOver(resume.seat, occupant, connection);
      occupant.received = Math.min(resume.received, peer?.forwarded ?? 0);
      occupant.data = claim.data ?? occupant.data;
    } else return false;
    this.#welcome(resume.seat, resume.secret, nowMs, occupant === null);
    return true;
  }

  #takeOver(seat: SeatNumber, occupant: Occupant, connection: ConnectionId) {
    if (occupant.connection !== null) {
      this.#knock?.answered(occupant.connection);
      this.#close(occupant.connection, CloseCode.replaced);
    }
    occupant.connection = connection;
    occupant.epoch = ++this.#epochs[seat];
  }

  #seatNewcomer(
    seat: SeatNumber,
    connection: ConnectionId,
    claim: Claim,
    nowMs: number,
  ): void {
    const secret = this.#rules.newSecret();
    const peer = this.#seats[other(seat)];
    if (peer !== null) peer.received = peer.forwarded = 0;
    this.#occupy(seat, connection, {
      id: this.#rules.identify(secret),
      data: claim.data,
      received: 0,
      forwarded: 0,
    });
    this.#welcome(seat, secret, nowMs, true);
  }

  #occupy(
    seat: SeatNumber,
    connection: ConnectionId,
    person: Pick<Occupant, "id" | "data" | "received" | "forwarded">,
  ): void {
    this.#seats[seat] = {
      ...person,
      connection,
      epoch: ++this.#epochs[seat],
      heldUntilMs: 0,
      iceDueMs: Infinity,
    };
  }

  /** Answers the one who joined, and tells the other. */
  #welcome(
    seat: SeatNumber,
    secret: string,
    nowMs: number,
    pairs: boolean,
  ): void {
    const self = this.#seats[seat];
    const peer = this.#seats[other(seat)];
    if (self === null || self.connection === null) return;
    this.#effects.push(deliver(self.connection, {
      type: "joined",
      self: self.id,
      seat,
      epoch: self.epoch,
      resume: secret,
      peer: peerOf(peer),
      ice: peer === null
        ? this.#rules.ice("alone", nowMs)
        : this.#credentials(self, nowMs),
      heartbeat: this.#rules.heartbeat,
    }));
    if (peer === null || peer.connection === null) return;
    const ice = pairs ? this.#credentials(peer, nowMs) : undefined;
    this.#tellPeer(seat, peerMessage(self, "here", ice));
  }

  #credentials(occupant: Occupant, nowMs: number): IceServer[] {
    occupant.iceDueMs = nowMs + (this.#rules.iceRenewMs ?? Infinity);
    return this.#rules.ice("paired", nowMs);
  }

  #renewIce(nowMs: number): void {
    for (const seat of SEATS) {
      const occupant = this.#seats[seat];
      const peer = this.#seats[other(seat)];
      if (!occupant || occupant.connection === null || !peer) continue;
      if (occupant.iceDueMs > nowMs) continue;
      const state = peer.connection === null ? "reconnecting" : "here";
      const ice = this.#credentials(occupant, nowMs);
      this.#effects.push(
        deliver(occupant.connection, peerMessage(peer, state, ice)),
      );
    }
  }

  #startKnock(knocker: Knocker, nowMs: number): void {
    if (this.#knock === null) {
      const sockets = this.#seats.flatMap((occupant) =>
        occupant?.connection ?? []
      );
      this.#knock = new Knock(sockets, nowMs);
      for (const to of sockets) this.#effects.push({ type: "probe", to });
    }
    if (!this.#knock.add(knocker)) this.#refuse(knocker.connection);
  }

  /** Lets in whoever waits at the door, or sends them away once it is clear. */
  #answerDoor(knock: Knock, nowMs: number): void {
    for (const seat of SEATS) {
      if (this.#seats[seat] !== null) continue;
      const knocker = knock.next();
      if (!knocker) break;
      this.#seatNewcomer(seat, knocker.connection, knocker.claim, nowMs);
    }
    if (!knock.settled) return;
    this.#knock = null;
    for (let next = knock.next(); next; next = knock.next()) {
      this.#refuse(next.connection);
    }
  }

  #evict(connection: ConnectionId): void {
    const seat = this.#seatOf(connection);
    if (seat !== null) this.#vacate(seat);
    this.#close(connection, CloseCode.heartbeat);
  }

  #vacate(seat: SeatNumber): void {
    const occupant = this.#seats[seat];
    if (occupant === null) return;
    if (occupant.connection !== null) {
      this.#knock?.answered(occupant.connection);
    }
    this.#tellPeer(seat, peerMessage(occupant, "gone"));
    this.#seats[seat] = null;
    if (this.#gone.push(occupant.id) > MAX_GONE) this.#gone.shift();
    const peer = this.#seats[other(seat)];
    if (peer === null) return;
    peer.received = peer.forwarded = 0;
    peer.iceDueMs = Infinity;
  }

  #signalTooEarly(connection: ConnectionId): Effect[] {
    if (!this.#knock?.withdraw(connection)) return [];
    this.#fail(connection, "expected-join", CloseCode.badMessage);
    return this.#take();
  }

  #refuse(connection: ConnectionId): void {
    this.#fail(connection, "full", CloseCode.full);
  }

  #fail(connection: ConnectionId, code: ErrorCode, closeCode: number): void {
    this.#effects.push(
      deliver(connection, { type: "error", code, fatal: true }),
    );
    this.#close(connection, closeCode);
  }

  #close(to: ConnectionId, code: number): void {
    this.#effects.push({ type: "close", to, code });
  }

  #tellPeer(seat: SeatNumber, message: ReturnType<typeof peerMessage>): void {
    const to = this.#seats[other(seat)]?.connection;
    if (to) this.#effects.push(deliver(to, message));
  }

  #seatOf(connection: ConnectionId): SeatNumber | null {
    if (this.#seats[0]?.connection === connection) return 0;
    if (this.#seats[1]?.connection === connection) return 1;
    return null;
  }

  #flush(nowMs: number): Effect[] {
    if (this.#knock !== null) this.#answerDoor(this.#knock, nowMs);
    return this.#take();
  }

  #take(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}

function other(seat: SeatNumber): SeatNumber {
  return seat === 0 ? 1 : 0;
}
