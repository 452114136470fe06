/**
 * The call as a pure state machine: `transition(state, event)` returns the next
 * state and the commands that make it true. Events are facts that happened,
 * commands are orders; nothing here touches a camera, a socket or a clock.
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
 *   failed ◀── refused (while no media flows)   └──── connected again ──▲
 * ```
 *
 * and the *signalling* state (`closed`, `opening`, `open`, `backing-off`): a
 * lost socket never ends a connected call.
 *
 * @module
 */

/** Why a call can't be had; keys of the words shown. */
export type FailureReason =
  | "full"
  | "refused"
  | "replaced"
  | "protocol"
  | "unsupported"
  | "insecure";

/** Where the call is; the values of `data-call-state`. */
export type CallPhase =
  | "idle"
  | "requesting-media"
  | "ready"
  | "joining"
  | "waiting"
  | "connecting"
  | "connected"
  | "reconnecting"
  | "ended"
  | "failed";

/** Where the signalling socket is; the values of `data-signalling-state`. */
export type SignallingPhase = "closed" | "opening" | "open" | "backing-off";

/** Everything the machine remembers. */
export interface CallState {
  readonly call: CallPhase;
  readonly signalling: SignallingPhase;
  /** Set while `call` is `failed`. */
  readonly failure: FailureReason | null;
  /** The person on the other seat, by the server's id for them. */
  readonly peer: { readonly id: string; readonly present: boolean } | null;
  /** Number of the media request in hand; results of older ones are discarded. */
  readonly request: number;
  /** Number of the peer connection in hand; reports of older ones are discarded. */
  readonly connection: number;
}

/** A fact, and who reports it. */
export type CallEvent =
  /** The page, once it has found what it needs to call at all. */
  | { type: "opened" }
  /** The page: this browser or origin can't make calls. */
  | { type: "found-unable"; reason: "unsupported" | "insecure" }
  /** The person. */
  | { type: "join-clicked" }
  | { type: "retry-media-clicked" }
  | { type: "leave-clicked" }
  | { type: "rejoin-clicked" }
  /** The local media. */
  | { type: "media-settled"; request: number }
  /** The signalling client. */
  | { type: "signalling-changed"; phase: SignallingPhase }
  | { type: "signalling-refused"; reason: FailureReason }
  | { type: "joined"; peer: string | null }
  | { type: "peer-arrived"; peer: string }
  /** The server: the seat is free again, by `leave` or by the end of its lease. */
  | { type: "peer-gone" }
  /** The other person, over the data channel. */
  | { type: "peer-said-bye"; connection: number }
  /** The peer connection. */
  | { type: "connection-connected"; connection: number }
  | { type: "connection-disconnected"; connection: number }
  | { type: "connection-failed"; connection: number }
  | { type: "channel-closed"; connection: number };

/** An order, and whom it is for. */
export type CallCommand =
  /** Local media: ask for camera and microphone, or let go of both. */
  | { type: "request-media"; request: number }
  | { type: "release-media" }
  /** Signalling. `close` says `leave` first: the seat is to be free at once. */
  | { type: "open-signalling" }
  | { type: "close-signalling" }
  /** Peer: make a connection ready ahead of time; drop the one before. */
  | { type: "prepare-connection"; connection: number }
  | { type: "close-connection" }
  /** Peer: begin with this person; `initiate` is set for the one who came second. */
  | { type: "negotiate"; peer: string; initiate: boolean }
  | { type: "restart-ice" };

/** A state and what must be done to enter it. */
export type Transition = readonly [CallState, readonly CallCommand[]];

/** Before anything has happened. */
export const INITIAL_STATE: CallState = {
  call: "idle",
  signalling: "closed",
  failure: null,
  peer: null,
  request: 0,
  connection: 0,
};

/** Whether the person is in the room or on the way in. Every phase is named, so that a new one forces a decision. */
export function inRoom(phase: CallPhase): boolean {
  switch (phase) {
    case "joining":
    case "waiting":
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

/** Whether nothing may be held: no camera, no socket, no peer connection. */
export function isOver(phase: CallPhase): boolean {
  return phase === "ended" || phase === "failed";
}

/** Whether no click can help. */
function isHopeless(failure: FailureReason | null): boolean {
  return failure === "unsupported" || failure === "insecure";
}

const RELEASE_ALL: readonly CallCommand[] = [
  { type: "close-signalling" },
  { type: "close-connection" },
  { type: "release-media" },
];

function over(
  state: CallState,
  call: "ended" | "failed",
  failure: FailureReason | null,
): Transition {
  return [
    { ...state, call, failure, signalling: "closed", peer: null },
    RELEASE_ALL,
  ];
}

function requestMedia(state: CallState, call: CallPhase): Transition {
  const request = state.request + 1;
  return [{ ...state, call, request }, [{ type: "request-media", request }]];
}

/** A fresh connection, ready ahead of time for whoever comes. */
function prepare(
  state: CallState,
  call: CallPhase,
  also: readonly CallCommand[] = [],
): Transition {
  const connection = state.connection + 1;
  return [
    { ...state, call, connection },
    [{ type: "prepare-connection", connection }, ...also],
  ];
}

/** Back to an empty room. */
function alone(state: CallState): Transition {
  return prepare({ ...state, peer: null }, "waiting");
}

function meet(state: CallState, id: string, initiate: boolean): Transition {
  const peer = { id, present: true };
  if (state.peer?.id === id) {
    // The same person, by another socket: what was under way goes on.
    const call = state.call === "waiting" ? "connecting" : state.call;
    return [{ ...state, call, peer }, []];
  }
  const negotiate: CallCommand = { type: "negotiate", peer: id, initiate };
  if (state.peer === null) {
    return [{ ...state, call: "connecting", peer }, [negotiate]];
  }
  return prepare({ ...state, peer }, "connecting", [negotiate]);
}

function joined(state: CallState, id: string | null): Transition {
  if (id !== null) return meet(state, id, true);
  const peer = state.peer && { ...state.peer, present: false };
  // A connected call does not need the server to know both of us.
  const keeps = state.call === "connected" || state.call === "reconnecting";
  return [{ ...state, call: keeps ? state.call : "waiting", peer }, []];
}

function fromConnection(
  state: CallState,
  type: CallEvent["type"],
): Transition {
  // Without a person there, a connection has nothing to report.
  if (!inRoom(state.call) || state.peer === null) return [state, []];
  const present = state.peer.present;
  switch (type) {
    case "connection-connected":
      return [{ ...state, call: "connected" }, []];
    case "connection-disconnected":
      return state.call === "connected"
        ? [{ ...state, call: "reconnecting" }, []]
        : [state, []];
    case "connection-failed":
      if (!present) return alone(state);
      return [{
        ...state,
        call: state.call === "connected" ? "reconnecting" : state.call,
      }, [{ type: "restart-ice" }]];
    case "channel-closed":
      return present
        ? [{
          ...state,
          call: state.call === "connected" ? "reconnecting" : state.call,
        }, []]
        : alone(state);
    case "peer-said-bye":
      return alone(state);
    default:
      return [state, []];
  }
}

/** The next state after `event`, and the commands to run. Pure; unexpected events change nothing. */
export function transition(state: CallState, event: CallEvent): Transition {
  const stays: Transition = [state, []];
  switch (event.type) {
    case "opened":
      return state.call === "idle"
        ? requestMedia(state, "requesting-media")
        : stays;
    case "found-unable":
      return state.call === "idle"
        ? [{ ...state, call: "failed", failure: event.reason }, []]
        : stays;
    case "join-clicked":
      if (state.call === "requesting-media") {
        return prepare(state, "joining", [{ type: "open-signalling" }]);
      }
      return state.call === "ready"
        ? [{ ...state, call: "joining" }, [{ type: "open-signalling" }]]
        : stays;
    case "retry-media-clicked":
      if (state.call === "idle" || isOver(state.call)) return stays;
      return requestMedia(
        state,
        state.call === "ready" ? "requesting-media" : state.call,
      );
    case "leave-clicked":
      return state.call === "idle" || isOver(state.call)
        ? stays
        : over(state, "ended", null);
    case "rejoin-clicked": {
      if (!isOver(state.call) || isHopeless(state.failure)) return stays;
      const [next, commands] = requestMedia(state, "joining");
      return prepare({ ...next, failure: null }, "joining", [
        ...commands,
        { type: "open-signalling" },
      ]);
    }
    case "media-settled":
      // Only now, because addresses are shown once a device was granted.
      return event.request === state.request &&
          state.call === "requesting-media"
        ? prepare(state, "ready")
        : stays;
    case "signalling-changed":
      return inRoom(state.call)
        ? [{ ...state, signalling: event.phase }, []]
        : stays;
    case "signalling-refused":
      if (!inRoom(state.call)) return stays;
      // Media that flows outlives a server that will not have us back.
      return state.call === "connected"
        ? [{ ...state, signalling: "closed" }, [{ type: "close-signalling" }]]
        : over(state, "failed", event.reason);
    case "joined":
      return inRoom(state.call) ? joined(state, event.peer) : stays;
    case "peer-arrived":
      return inRoom(state.call) && state.call !== "joining"
        ? meet(state, event.peer, false)
        : stays;
    case "peer-gone":
      if (state.peer === null) return stays;
      // The seat may be gone because only their server connection is; the
      // media itself says whether the person is.
      return state.call === "connected"
        ? [{ ...state, peer: { ...state.peer, present: false } }, []]
        : alone(state);
    case "peer-said-bye":
    case "connection-connected":
    case "connection-disconnected":
    case "connection-failed":
    case "channel-closed":
      return event.connection === state.connection
        ? fromConnection(state, event.type)
        : stays;
  }
}
