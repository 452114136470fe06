/**
 * Who sits where, and the numbers that must not pass from one person to the
 * next. Says nothing to anybody: that is the room's part.
 *
 * @module
 */
import { MAX_EPOCH, type Release } from "./protocol.ts";
import type { Claim, ConnectionId, Occupant, SeatNumber } from "./seat.ts";

/** A person, a seat, and whoever is on the other one. */
export interface Place {
  readonly seat: SeatNumber;
  readonly self: Occupant;
  readonly peer: Occupant | null;
}

/**
 * A seat whose socket is lost is kept for so long whatever the other person's
 * page says: its owner may be reloading. A page waits for a second more.
 */
export const RELEASE_AFTER_MS = 7_000;

/** Before a restart of the server somebody may have sent any number. */
const UNKNOWN_SEQ = Number.MAX_SAFE_INTEGER;

/**
 * A claimed epoch counts up to here, and leaves as much again to count on: no
 * claim can make the server tell an epoch that it would not take back.
 */
const MAX_CLAIMED_EPOCH = MAX_EPOCH / 2;

/** Of sockets whose address nobody has told. */
const UNKNOWN_ADDRESS = "unknown";

/** Nobody waits through more successors than this to come back. */
const MAX_GONE = 64;

const NUMBERS: readonly SeatNumber[] = [0, 1];

/** The two seats of a room. */
export class Seats {
  readonly #occupants: [Occupant | null, Occupant | null] = [null, null];
  /** How many sockets each seat has had. */
  readonly #sockets: [number, number] = [0, 0];
  /** `gone` is final: whoever has lost a seat does not get its id back. */
  readonly #gone: string[] = [];

  /** Everyone who has a seat, in the seats' order. */
  get places(): Place[] {
    return NUMBERS.flatMap((seat) => this.at(seat) ?? []);
  }

  /** The first seat that nobody has. */
  get free(): SeatNumber | undefined {
    return NUMBERS.find((seat) => this.#occupants[seat] === null);
  }

  /** The person on a seat. */
  at(seat: SeatNumber): Place | null {
    const self = this.#occupants[seat];
    return self && { seat, self, peer: this.#occupants[other(seat)] };
  }

  /** The person with this id. */
  byId(id: string): Place | null {
    return this.places.find(({ self }) => self.id === id) ?? null;
  }

  /** Whether somebody may come in under this id: nobody has it, or has lost it for good. */
  mayHave(id: string): boolean {
    return this.byId(id) === null && !this.#gone.includes(id);
  }

  /** The person with this connection. */
  of(connection: ConnectionId): Place | null {
    for (const seat of NUMBERS) {
      if (this.#occupants[seat]?.connection === connection) {
        return this.at(seat);
      }
    }
    return null;
  }

  /** Whom the one with this connection has given up, if that may be. */
  given(
    connection: ConnectionId,
    { peer, epoch }: Release,
    nowMs: number,
  ): Place | null {
    const away = this.of(connection)?.peer;
    const isMeant = away?.id === peer && away.epoch === epoch &&
      away.connection === null;
    const isLate = isMeant && nowMs - away.lostAtMs >= RELEASE_AFTER_MS;
    return isLate ? this.byId(peer) : null;
  }

  /**
   * The secret that the page brought, so that it can come back even if it never
   * hears of this; a new one where that one is spent.
   */
  secretFor(
    { resume }: Claim,
    rules: { identify(secret: string): string; newSecret(): string },
  ): string {
    const own = resume?.secret;
    const good = own !== undefined && this.mayHave(rules.identify(own));
    return good ? own : rules.newSecret();
  }

  /** Gives a free seat to somebody new. */
  admit(
    seat: SeatNumber,
    connection: ConnectionId,
    id: string,
    claim: Claim,
  ): Place {
    this.#forgetNumbers(seat);
    return this.#occupy(seat, connection, id, claim);
  }

  /**
   * Gives a free seat back to a person whom the server has forgotten: it has
   * been restarted, or the room was empty for a while. `null` where the id is
   * the peer's, or has been told to be gone.
   */
  readmit(
    connection: ConnectionId,
    id: string,
    { seat, received, epoch = 0 }: NonNullable<Claim["resume"]>,
    claim: Claim,
  ): Place | null {
    const peer = this.#occupants[other(seat)];
    if (!this.mayHave(id)) return null;
    const claimed = Math.min(epoch, MAX_CLAIMED_EPOCH);
    const ahead = Math.max(0, claimed - this.#sockets[seat]);
    const place = this.#occupy(seat, connection, id, claim, ahead);
    place.self.forwarded = UNKNOWN_SEQ;
    place.self.received = Math.min(received, peer?.forwarded ?? UNKNOWN_SEQ);
    return place;
  }

  /** Gives a taken seat's owner a new connection. */
  reconnect(
    { seat, self, peer }: Place,
    connection: ConnectionId,
    received: number,
    { data, page, address = UNKNOWN_ADDRESS }: Claim,
  ): void {
    if (address !== self.address) {
      self.address = address;
      self.ice = null;
    }
    if (page !== self.page) {
      // Another page has handled nothing yet, and said nothing.
      this.#forgetNumbers(seat);
      self.forwarded = 0;
      self.page = page;
    }
    self.connection = connection;
    self.epoch = this.#nextEpoch(seat, self.epochAhead);
    self.received = Math.min(received, peer?.forwarded ?? 0);
    self.data = data ?? self.data;
  }

  /** Frees a seat for good. */
  vacate({ seat, self }: Place): void {
    this.#occupants[seat] = null;
    this.#forgetNumbers(seat);
    if (this.#gone.push(self.id) > MAX_GONE) this.#gone.shift();
  }

  #occupy(
    seat: SeatNumber,
    connection: ConnectionId,
    id: string,
    { data, page, address = UNKNOWN_ADDRESS }: Claim,
    epochAhead = 0,
  ): Place {
    const self: Occupant = {
      id,
      data,
      page,
      card: undefined,
      toldLocked: false,
      connection,
      epoch: this.#nextEpoch(seat, epochAhead),
      epochAhead,
      received: 0,
      forwarded: 0,
      lostAtMs: 0,
      heldUntilMs: 0,
      address,
      ice: null,
      iceDueMs: Infinity,
    };
    this.#occupants[seat] = self;
    return { seat, self, peer: this.#occupants[other(seat)] };
  }

  #nextEpoch(seat: SeatNumber, ahead: number): number {
    return Math.min(MAX_EPOCH, ++this.#sockets[seat] + ahead);
  }

  /** What the other person has counted was about somebody else. */
  #forgetNumbers(seat: SeatNumber): void {
    const peer = this.#occupants[other(seat)];
    if (peer === null) return;
    peer.received = peer.forwarded = 0;
  }
}

function other(seat: SeatNumber): SeatNumber {
  return seat === 0 ? 1 : 0;
}
