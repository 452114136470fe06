/**
 * The call as a pure state machine: what it remembers, what can happen, and what
 * it can order. Events are facts that happened, commands are orders; nothing
 * here touches a camera, a socket or a clock.
 *
 * Two facts are orthogonal. The *call* state:
 *
 * ```
 *            opened          granted/refused      join
 *   idle ──────────▶ requesting-media ──────▶ ready ───▶ joining ─────────────┐
 *                          │  join (a prompt may stay open)  ▲   joined(null) │ joined(peer)
 *                          └─────────────────────────────────┘        ▼       ▼
 *                                          ┌──────────────────── waiting ─▶ connecting
 *                                          │ peer left                ▲  peer    │ connected
 *                                          │                          │ arrived  ▼
 *   ended ◀── leave (from anywhere)   reconnecting ◀── lost ────── connected ◀───┘
 *   failed ◀── refused (while no media flows)   └──── flowing again ──▲
 * ```
 *
 * and the *signalling* state (`closed`, `opening`, `queued`, `open`,
 * `backing-off`): a lost socket never ends a connected call.
 *
 * One who asks before anybody joins them holds a newcomer at the door: the
 * newcomer goes from `connecting` to `knocking` and back, the other waits. See
 * `door.ts`.
 *
 * What follows from what is in `transition.ts`; how two people meet and are kept
 * together, in `repair.ts`.
 *
 * @module
 */
/** Why a call can't be had; keys of the words shown. */
export type FailureReason =
  | "full"
  /** The two who are in the room let nobody else in. */
  | "locked"
  | "refused"
  | "replaced"
  | "protocol"
  | "unsupported"
  | "insecure"
  // The link that was opened.
  | "link-truncated"
  | "link-damaged"
  | "link-other-version"
  // Whoever is there.
  | "declined"
  | "other-version"
  | "unproven"
  | "mismatch"
  | "flooded"
  /** No address shall be known, and there is no relay to hide it. */
  | "no-relay"
  /** Something in this page threw. */
  | "internal";

/** Why somebody who came to a waiting person was not taken for a caller. */
export type TurnedAway = Extract<
  FailureReason,
  "unproven" | "other-version" | "declined" | "no-relay"
>;

/** Why there can be no call from the start. */
export type Obstacle = Extract<
  FailureReason,
  "unsupported" | "insecure" | `link-${string}`
>;

/** Where the call is; the values of `data-call-state`. */
export type CallPhase =
  | "idle"
  | "requesting-media"
  | "ready"
  | "joining"
  | "waiting"
  | "knocking"
  | "connecting"
  | "connected"
  | "reconnecting"
  | "ended"
  | "failed";

/** Timers of a repair; at most one of each runs. */
export type RepairTimer = "restart" | "rebuild" | "grace" | "lease";

/** Where the signalling socket is; the values of `data-signalling-state`. */
export type SignallingPhase =
  | "closed"
  | "opening"
  /** Both seats are taken, one of them by somebody whose socket is lost. */
  | "queued"
  | "open"
  | "backing-off";

/** The person on the other seat. */
export interface PeerFacts {
  /** The server's id for them. */
  readonly id: string;
  /** The server's id for us, when we met. */
  readonly self: string;
  /** The page they are on, proven; a reload is the same person on another. */
  readonly page: string;
  /** Whether it is ours to restart and to rebuild; they see the opposite. */
  readonly leads: boolean;
  /** What the server says of their seat: socket open, socket lost, free again. */
  readonly presence: "here" | "away" | "gone";
  /** Whether they wait at our door, and what has been decided. */
  readonly held: false | "asking" | "declined";
  /** Whether we wait at theirs. */
  readonly holds: boolean;
  /**
   * Whether we were in the room before them: then nothing that they do before
   * the two are connected ends our call.
   */
  readonly waited: boolean;
}

/** Somebody on the other seat. */
export type Seen =
  & Pick<PeerFacts, "id" | "page" | "leads" | "holds" | "waited">
  & {
    /** Whether they have proven to be the person of the connection before. */
    readonly known: boolean;
    /** Whether they must be let in by our person first. */
    readonly held: boolean;
  };

/** Whether no door is between the two: only then is anything negotiated. */
export function isInside({ held, holds }: PeerFacts): boolean {
  return held === false && !holds;
}

/** Everything the machine remembers. */
export interface CallState {
  readonly call: CallPhase;
  readonly signalling: SignallingPhase;
  /** Set while `call` is `failed`. */
  readonly failure: FailureReason | null;
  /** Why the last one who came was not taken for a caller; until somebody is. */
  readonly turnedAway: TurnedAway | null;
  /** Whether Join was clicked before the call could be opened. */
  readonly joinsEarly: boolean;
  readonly peer: PeerFacts | null;
  /** Whether the data channel of the connection in hand has closed. */
  readonly channelClosed: boolean;
  /** Whether only another connection can help: this one's DTLS has failed. */
  readonly broken: boolean;
  /** Number of the media request in hand; results of older ones are discarded. */
  readonly request: number;
  /** Number of the peer connection in hand; reports of older ones are discarded. */
  readonly connection: number;
  /** Number of the repair in hand; timers of older ones are discarded. */
  readonly repair: number;
}

/** A fact, and who reports it. */
export type CallEvent =
  /** The page, once it has found what it needs to call at all. */
  | { type: "opened" }
  /** The page was in this call before it was reloaded: straight back in. */
  | { type: "reopened" }
  /** The page: this browser or origin can't make calls. */
  | { type: "found-unable"; reason: Obstacle }
  /** The page: another tab has this call. */
  | { type: "found-elsewhere" }
  /** The page: it is being closed, hidden for good or reloaded. */
  | { type: "page-gone" }
  /** The page: something threw that the call needs. */
  | { type: "page-failed" }
  /** The page: it was asleep, hidden or offline until now. */
  | { type: "woke" }
  /** The person. */
  | { type: "join-clicked" }
  | { type: "retry-media-clicked" }
  | { type: "leave-clicked" }
  | { type: "rejoin-clicked" }
  | { type: "admit-clicked" }
  | { type: "decline-clicked" }
  /** The person wants whoever comes next to know other wishes. */
  | { type: "wishes-changed" }
  /** One of the two wants no address known, and the server has no relay; `own`: we do. */
  | { type: "relay-missing"; own: boolean }
  /** The person has compared: somebody is in between. */
  | { type: "mismatch-found" }
  /** The local media. */
  | { type: "media-settled"; request: number }
  /** The signalling client. */
  | { type: "signalling-changed"; phase: SignallingPhase }
  | { type: "signalling-refused"; reason: FailureReason }
  | { type: "joined"; self: string; peer: (Seen & { here: boolean }) | null }
  | { type: "peer-arrived"; self: string; peer: Seen }
  /** Somebody came to the room with a hello that opens no session. */
  | { type: "stranger-came"; reason: "unproven" | "other-version" }
  /** The page that is there breaks its commitment, or says so of ours. */
  | { type: "peer-unproven" }
  /** We have met as many pages as one identity may. */
  | { type: "identity-spent" }
  /** The server: the peer's socket is lost, their seat is held. */
  | { type: "peer-away" }
  /** The server: the seat is free again, by `leave` or by the end of its lease. */
  | { type: "peer-gone" }
  /** The other person, who asks before anybody joins them. */
  | { type: "door-answered"; answer: "asked" | "admitted" | "declined" }
  /** The other person, over data channel or server. */
  | { type: "peer-said-bye"; connection: number }
  | { type: "restart-wanted"; connection: number }
  | { type: "rebuild-wanted"; connection: number }
  /** The other person: they offer from a connection that is new to us. */
  | { type: "peer-rebuilt" }
  /** The peer connection. */
  | { type: "connection-connected"; connection: number }
  | { type: "connection-disconnected"; connection: number }
  | { type: "connection-failed"; connection: number }
  | { type: "connection-broken"; connection: number }
  /** It leads to somebody other than the page that was met. */
  | { type: "connection-unproven"; connection: number }
  /** Its other side says more than any page does. */
  | { type: "connection-flooded"; connection: number }
  | { type: "connection-stalled"; connection: number }
  | { type: "connection-flowing"; connection: number }
  | { type: "connection-one-way"; connection: number }
  | { type: "connection-relayed"; connection: number }
  | { type: "channel-closed"; connection: number }
  /** The clock. */
  | { type: "timer-fired"; timer: RepairTimer; repair: number };

/** An order, and whom it is for. */
export type CallCommand =
  /** Local media: ask for camera and microphone, or let go of both. */
  | { type: "request-media"; request: number }
  | { type: "release-media" }
  /** Signalling. With `steal`, take the call from another tab that has it. */
  | { type: "open-signalling"; steal: boolean }
  /** With `leave` the seat is free at once, without it is held for a reload. */
  | { type: "close-signalling"; leave: boolean }
  /** Signalling: say to one at our door what has been decided. */
  | { type: "answer-door"; answer: "admitted" | "declined" }
  /** Signalling: nobody is there; whoever comes next hears the wishes of now. */
  | { type: "await-anyone" }
  /** Signalling: enter the room again, as another identity on the same seat. */
  | { type: "renew-identity" }
  /** Signalling: hear no more of the page that is there. */
  | { type: "dismiss-peer" }
  /** Signalling: the seat of the person who was there, and is away, need not be held. */
  | { type: "release-seat" }
  /** Signalling: find out whether the socket still works. */
  | { type: "probe-signalling" }
  /**
   * Peer: make a connection ready ahead of time; drop the one before. `forget`
   * is set unless the same person goes on.
   */
  | { type: "prepare-connection"; connection: number; forget: boolean }
  /** With `bye`, the other side need not wait for us. */
  | { type: "close-connection"; bye: boolean }
  /** Peer: begin with this person; `initiate` is set for the side that offers first. */
  | { type: "negotiate"; initiate: boolean; polite: boolean }
  | { type: "restart-ice" }
  /** Peer: ask the side that leads to restart. */
  | { type: "ask-restart" }
  /** Peer: ask the side that leads for another connection. */
  | { type: "ask-rebuild" }
  /** The clock: report after this long. A later one of the same name replaces it. */
  | { type: "set-timer"; timer: RepairTimer; repair: number; afterMs: number };

/** A state and what must be done to enter it. */
export type Transition = readonly [CallState, readonly CallCommand[]];

/** Before anything has happened. */
export const INITIAL_STATE: CallState = {
  call: "idle",
  signalling: "closed",
  failure: null,
  turnedAway: null,
  joinsEarly: false,
  peer: null,
  channelClosed: false,
  broken: false,
  request: 0,
  connection: 0,
  repair: 0,
};

/** Whether the person is in the room or on the way in. Every phase is named, so that a new one forces a decision. */
export function inRoom(phase: CallPhase): boolean {
  switch (phase) {
    case "joining":
    case "waiting":
    case "knocking":
    case "connecting":
    case "connected":
    case "reconnecting":
      return true;
    case "idle":
    case "requesting-media":
    case "ready":
    case "ended":
    case "failed":
      return false;
  }
}

/** Whether there is no seat yet, and one is waited for. */
export function isQueued(
  phase: CallPhase,
  signalling: SignallingPhase,
): boolean {
  return signalling === "queued" &&
    (phase === "joining" || phase === "waiting");
}

/** Whether nothing may be held: no camera, no socket, no peer connection. */
export function isOver(phase: CallPhase): boolean {
  return phase === "ended" || phase === "failed";
}
