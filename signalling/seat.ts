/**
 * One seat of a room, and what is said about whoever sits on it.
 *
 * @module
 */
import {
  CloseCode,
  type ErrorCode,
  type IceServer,
  type Joined,
  type Peer,
  type ServerMessage,
} from "./protocol.ts";

/** Names one socket for as long as it lives; unique among all processes. */
export type ConnectionId = string;

/** The two seats. */
export type SeatNumber = 0 | 1;

/** What the caller of the rooms must carry out, in order. */
export type Effect =
  | { type: "deliver"; to: ConnectionId; text: string }
  /** Ping, and report the next message of this connection, whatever it is. */
  | { type: "probe"; to: ConnectionId }
  | { type: "close"; to: ConnectionId; code: number };

/** What a page asks for with `join`. */
export interface Claim {
  resume?: {
    seat: SeatNumber;
    secret: string;
    received: number;
    epoch?: number | undefined;
  } | undefined;
  /** Parked for the peer. */
  data?: string | undefined;
  /** The page that asks. */
  page?: string | undefined;
  /** The room was locked when the page last heard of it. */
  locked?: { with?: string | undefined } | undefined;
  /** What the socket's address is counted under; told to nobody. */
  address?: string | undefined;
}

/** A person on a seat. */
export interface Occupant {
  /** Hash of the resume secret; the secret itself is not kept. */
  readonly id: string;
  epoch: number;
  /**
   * How much further the person's sockets had been counted, by their own claim,
   * than the seat's. Whoever takes the seat after them is not counted from there.
   */
  readonly epochAhead: number;
  /** `null` while the socket is lost and the seat is held. */
  connection: ConnectionId | null;
  /** When the socket was last lost. */
  lostAtMs: number;
  /** When a seat without a connection is freed. */
  heldUntilMs: number;
  /** Parked for the peer. */
  data: string | undefined;
  /** The page that the person is on. */
  page: string | undefined;
  /** Shown to lookers; `undefined`: a page that knows neither cards nor locks. */
  card: string | undefined;
  /** What this person was told last of the room's lock. */
  toldLocked: boolean;
  /** The highest `seq` of the peer that this person has handled. */
  received: number;
  /**
   * The highest `seq` that reached the peer from here. Bounds the peer's
   * `received`, so that numbers about somebody who has gone are not taken for
   * numbers about whoever came after.
   */
  forwarded: number;
  /** What the person's address is counted under; told to nobody. */
  address: string;
  /** The servers, with TURN credentials, that this person has been given. */
  ice: IceServer[] | null;
  /** When they are to be replaced by new ones, while a peer is there. */
  iceDueMs: number;
}

/** A message for one connection. */
export function deliver(to: ConnectionId, message: ServerMessage): Effect {
  return { type: "deliver", to, text: JSON.stringify(message) };
}

/** A last word, and the end of the connection. */
export function fail(
  to: ConnectionId,
  code: ErrorCode,
  closeCode: number,
): Effect[] {
  return [
    deliver(to, { type: "error", code, fatal: true }),
    { type: "close", to, code: closeCode },
  ];
}

/** News of `occupant` for the other seat. */
export function peerMessage(
  occupant: Occupant,
  state: Peer["state"],
  ice?: IceServer[],
): Peer {
  return {
    type: "peer",
    id: occupant.id,
    state,
    epoch: occupant.epoch,
    received: occupant.received,
    ...(state === "gone" ? {} : parked(occupant)),
    ...(ice === undefined ? {} : { ice }),
  };
}

/** What a newcomer is told of whoever is on the other seat. */
export function peerOf(occupant: Occupant | null): Joined["peer"] {
  if (occupant === null) return null;
  return {
    id: occupant.id,
    state: occupant.connection === null ? "reconnecting" : "here",
    epoch: occupant.epoch,
    received: occupant.received,
    ...parked(occupant),
  };
}

function parked({ data, page }: Occupant): { data?: string; page?: string } {
  return {
    ...(data === undefined ? {} : { data }),
    ...(page === undefined ? {} : { page }),
  };
}

/** What a socket is closed with whose place is taken by a claim of this kind. */
export function codeFor(page: string | undefined, claim: Claim): number {
  return page !== undefined && page === claim.page
    ? CloseCode.superseded
    : CloseCode.replaced;
}
