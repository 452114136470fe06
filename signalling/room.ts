/**
 * One room: two seats, who sits on them, and who may take them.
 *
 * No clock, no I/O, no randomness: every method is told the time and answers
 * with the effects to carry out. A seat is `free`, taken with a socket
 * (`here`), or taken and held after a lost socket (`reconnecting`):
 *
 * ```text
 * free ── join ──▶ here ── socket lost ──▶ held ── lease over, released ──▶ free
 *                  ▲  │ leave ──▶ free                │
 *                  └──┴────── resume, epoch + 1 ◀──────┘
 * ```
 *
 * Whoever is in can lock the room; see {@linkcode Lock}.
 *
 * @module
 */
import {
  CloseCode,
  type ErrorCode,
  type IceServer,
  type Joined,
  type Peer,
  type Release,
  type ServerMessage,
  type Signal,
} from "./protocol.ts";
import { type IceRules, relayServers } from "./handout.ts";
import { Knock, type Knocker } from "./knock.ts";
import { Lock } from "./lock.ts";
import type { View } from "./lookers.ts";
import {
  type Claim,
  codeFor,
  type ConnectionId,
  deliver,
  type Effect,
  fail,
  type Occupant,
  peerMessage,
  peerOf,
  type SeatNumber,
} from "./seat.ts";
import { type Place, Seats } from "./seats.ts";

/** What rooms take from outside instead of having it themselves. */
export interface RoomRules extends IceRules {
  /** A new resume secret. */
  newSecret(): string;
  /** The id that belongs to a resume secret; always the same one. */
  identify(secret: string): string;
  /** How long a seat is held after its socket is lost. */
  readonly leaseMs: number;
  readonly heartbeat: Joined["heartbeat"];
}

/** Two seats. */
export class Room {
  readonly #rules: RoomRules;
  readonly #seats = new Seats();
  readonly #lock = new Lock();
  readonly #knock = new Knock();
  #effects: Effect[] = [];

  constructor(rules: RoomRules) {
    this.#rules = rules;
  }

  /** Whether the room can be forgotten. */
  get empty(): boolean {
    return this.#seats.places.length === 0;
  }

  /** What somebody sees who looks in. */
  get view(): View {
    const people = this.#seats.places.map(({ self: { card } }) =>
      card === undefined ? {} : { card }
    );
    return { people, locked: this.#lock.closed };
  }

  /** When {@linkcode expire} has something to do, or `null`. */
  get deadlineMs(): number | null {
    let deadlineMs = this.#knock.deadlineMs;
    for (const { self, peer } of this.#seats.places) {
      const iceDueMs = peer === null ? Infinity : self.iceDueMs;
      const ownMs = self.connection === null ? self.heldUntilMs : iceDueMs;
      deadlineMs = Math.min(deadlineMs, ownMs);
    }
    return deadlineMs === Infinity ? null : deadlineMs;
  }

  /** Somebody asks for a seat. */
  join(connection: ConnectionId, claim: Claim, nowMs: number): Effect[] {
    const id = this.#idOf(claim);
    if (!this.#lock.admits(id)) this.#turnAway(connection);
    else if (!this.#resume(connection, claim, nowMs)) {
      const knocker = { connection, claim, id };
      const seat = this.#seats.free;
      if (seat === undefined) this.#startKnock(knocker, nowMs);
      else this.#admit(seat, knocker, nowMs);
    }
    return this.#settle(nowMs);
  }

  /** What lookers see of this person. */
  card(connection: ConnectionId, card: string): Effect[] {
    const place = this.#seats.of(connection);
    if (place === null) return this.#tooEarly(connection);
    place.self.card = card;
    this.#tellLock();
    return this.#take();
  }

  /** Somebody inside locks the room, or unlocks it. */
  lock(connection: ConnectionId, locked: boolean): Effect[] {
    if (this.#seats.of(connection) === null) return this.#tooEarly(connection);
    if (locked !== this.#lock.closed) {
      if (locked) this.#close();
      else this.#lock.open();
    }
    this.#tellLock();
    return this.#take();
  }

  /** Somebody inside has given up the other, who is away. */
  release(connection: ConnectionId, release: Release, nowMs: number): Effect[] {
    const place = this.#seats.given(connection, release, nowMs);
    if (place !== null) this.#vacate(place);
    return this.#settle(nowMs);
  }

  /** Forwards `text`, the original of `signal`. */
  signal(connection: ConnectionId, signal: Signal, text: string): Effect[] {
    const place = this.#seats.of(connection);
    if (place === null) return this.#tooEarly(connection);
    const { self, peer } = place;
    if (peer === null) {
      return [
        deliver(connection, { type: "error", code: "no-peer", fatal: false }),
      ];
    }
    if (signal.to !== undefined && signal.to !== peer.id) return [];
    if (signal.page !== undefined && signal.page !== peer.page) return [];
    const handled = Math.min(signal.ack, peer.forwarded);
    self.received = Math.max(self.received, handled);
    // A peer without a socket gets nothing: the sender's outbox says it again.
    if (peer.connection === null) return [];
    self.forwarded = Math.max(self.forwarded, signal.seq);
    return [{ type: "deliver", to: peer.connection, text }];
  }

  /** A probed connection has been heard. */
  answered(connection: ConnectionId, nowMs: number): Effect[] {
    this.#knock.answered(connection);
    return this.#settle(nowMs);
  }

  /** The person is done: the seat is free at once. */
  leave(connection: ConnectionId, nowMs: number): Effect[] {
    const place = this.#seats.of(connection);
    if (place !== null) {
      this.#lock.forget(place.self.id);
      this.#vacate(place);
    } else if (!this.#knock.withdraw(connection)) return [];
    this.#hangUp(connection, CloseCode.normal);
    return this.#settle(nowMs);
  }

  /** The socket is lost: the seat is held for the person. */
  disconnect(connection: ConnectionId, nowMs: number): Effect[] {
    this.#knock.withdraw(connection);
    this.#hold(connection, nowMs);
    return this.#settle(nowMs);
  }

  /** Does what has become due: leases, unanswered probes, new credentials. */
  expire(nowMs: number): Effect[] {
    for (const place of this.#seats.places) {
      const { connection, heldUntilMs } = place.self;
      if (connection === null && heldUntilMs <= nowMs) this.#vacate(place);
    }
    for (const silent of this.#knock.silent(nowMs)) {
      this.#hold(silent, nowMs);
      this.#hangUp(silent, CloseCode.heartbeat);
    }
    this.#renewIce(nowMs);
    return this.#settle(nowMs);
  }

  /** Takes an own seat over again; `false` when the claim is not good. */
  #resume(
    connection: ConnectionId,
    claim: Claim,
    nowMs: number,
  ): boolean {
    const { resume } = claim;
    if (resume === undefined) return false;
    const id = this.#rules.identify(resume.secret);
    // Ids are hashes: to have the same one is to know the secret. The seat may be
    // another than the claimed one, when `joined` never reached the page.
    const taken = this.#seats.byId(id);
    if (taken === null) {
      if (this.#seats.at(resume.seat) !== null) return false;
      const place = this.#seats.readmit(connection, id, resume, claim);
      if (place === null) return false;
      if (claim.locked !== undefined && !this.#lock.closed) {
        this.#close(claim.locked.with);
      }
      this.#welcome(place, resume.secret, nowMs, "new");
      return true;
    }
    if (taken.self.connection !== null) {
      this.#knock.answered(taken.self.connection);
      this.#hangUp(taken.self.connection, codeFor(taken.self.page, claim));
    }
    this.#seats.reconnect(taken, connection, resume.received, claim);
    this.#welcome(taken, resume.secret, nowMs, "known");
    return true;
  }

  #admit(seat: SeatNumber, knocker: Knocker, nowMs: number): void {
    const { connection, claim } = knocker;
    const secret = this.#seats.secretFor(claim, this.#rules);
    const id = this.#rules.identify(secret);
    const place = this.#seats.admit(seat, connection, id, claim);
    this.#lock.rename(knocker.id, id);
    this.#welcome(place, secret, nowMs, "new");
  }

  #idOf({ resume }: Claim): string | null {
    return resume === undefined ? null : this.#rules.identify(resume.secret);
  }

  /** Locks the room for all but those inside, and one more. */
  #close(also?: string): void {
    const inside = this.#seats.places.map(({ self }) => self.id);
    this.#lock.close(also === undefined ? inside : [...inside, also]);
    for (let next = this.#knock.next(); next; next = this.#knock.next()) {
      this.#turnAway(next.connection);
    }
  }

  #turnAway(connection: ConnectionId): void {
    this.#fail(connection, "locked", CloseCode.locked);
  }

  /** Pages that know what a lock is hear of it when it changes. */
  #tellLock(): void {
    const locked = this.#lock.closed;
    for (const { self } of this.#seats.places) {
      const tells = self.connection !== null && self.card !== undefined;
      if (!tells || self.toldLocked === locked) continue;
      this.#say(self, { type: "lock", locked });
      self.toldLocked = locked;
    }
  }

  /** Answers the one who joined, and tells the other. */
  #welcome(
    place: Place,
    secret: string,
    nowMs: number,
    toPeer: "new" | "known",
  ): void {
    const { seat, self, peer } = place;
    this.#say(self, {
      type: "joined",
      self: self.id,
      seat,
      epoch: self.epoch,
      resume: secret,
      peer: peerOf(peer),
      ice: peer === null
        ? this.#rules.ice("alone", self.address)
        : relayServers(this.#rules, self, nowMs),
      locked: this.#lock.closed,
      pages: true,
      releases: true,
      heartbeat: this.#rules.heartbeat,
    });
    self.toldLocked = this.#lock.closed;
    this.#tellLock();
    if (peer === null || peer.connection === null) return;
    const ice = toPeer === "new"
      ? relayServers(this.#rules, peer, nowMs)
      : undefined;
    this.#tellPeer(place, "here", ice);
  }

  #renewIce(nowMs: number): void {
    for (const { self, peer } of this.#seats.places) {
      if (self.connection === null || self.iceDueMs > nowMs) continue;
      if (peer === null) continue;
      const before = self.ice;
      const ice = relayServers(this.#rules, self, nowMs);
      if (self.ice === before) continue;
      const state = peer.connection === null ? "reconnecting" : "here";
      this.#say(self, peerMessage(peer, state, ice));
    }
  }

  #startKnock(knocker: Knocker, nowMs: number): void {
    const older = this.#knock.replace(knocker.id);
    if (older !== null) {
      this.#hangUp(older.connection, codeFor(older.claim.page, knocker.claim));
    }
    const isAsked = this.#knock.isAsking;
    if (!this.#knock.add(knocker)) return this.#refuse(knocker);
    if (isAsked) return;
    const asked = this.#seats.places.flatMap(({ self }) =>
      self.connection ?? []
    );
    this.#knock.ask(asked, nowMs);
    for (const to of asked) this.#effects.push({ type: "probe", to });
  }

  /** Admits those who knock, refuses them, or lets them wait for a held seat. */
  #answerKnock(nowMs: number): void {
    for (let seat = this.#seats.free; seat !== undefined;) {
      const knocker = this.#knock.next();
      if (knocker === undefined) return;
      this.#admit(seat, knocker, nowMs);
      seat = this.#seats.free;
    }
    for (const late of this.#knock.overdue(nowMs)) this.#refuse(late);
    if (this.#knock.isAsking) return;
    const isHeld = this.#seats.places.some(({ self }) => !self.connection);
    if (isHeld) return this.#letWait(nowMs);
    for (let next = this.#knock.next(); next; next = this.#knock.next()) {
      this.#refuse(next);
    }
  }

  #letWait(nowMs: number): void {
    for (const { connection } of this.#knock.waitForHeld(nowMs)) {
      const full = { type: "error", code: "full", fatal: false } as const;
      this.#effects.push(deliver(connection, full));
    }
  }

  /** Keeps the seat of a lost socket for its owner. */
  #hold(connection: ConnectionId, nowMs: number): void {
    this.#knock.answered(connection);
    const place = this.#seats.of(connection);
    if (place === null) return;
    place.self.connection = null;
    place.self.lostAtMs = nowMs;
    place.self.heldUntilMs = nowMs + this.#rules.leaseMs;
    this.#tellPeer(place, "reconnecting");
  }

  #vacate(place: Place): void {
    const { connection } = place.self;
    if (connection !== null) this.#knock.answered(connection);
    this.#tellPeer(place, "gone");
    this.#seats.vacate(place);
  }

  #tooEarly(connection: ConnectionId): Effect[] {
    if (!this.#knock.withdraw(connection)) return [];
    this.#fail(connection, "expected-join", CloseCode.badMessage);
    return this.#take();
  }

  #refuse({ connection }: Knocker): void {
    this.#fail(connection, "full", CloseCode.full);
  }

  #fail(to: ConnectionId, code: ErrorCode, closeCode: number): void {
    this.#effects.push(...fail(to, code, closeCode));
  }

  #hangUp(to: ConnectionId, code: number): void {
    this.#effects.push({ type: "close", to, code });
  }

  #tellPeer(place: Place, state: Peer["state"], ice?: IceServer[]): void {
    if (place.peer === null) return;
    this.#say(place.peer, peerMessage(place.self, state, ice));
  }

  #say({ connection }: Occupant, message: ServerMessage): void {
    if (connection !== null) this.#effects.push(deliver(connection, message));
  }

  #settle(nowMs: number): Effect[] {
    this.#answerKnock(nowMs);
    return this.#take();
  }

  #take(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}
