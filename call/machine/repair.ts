/**
 * The part of the state machine that keeps two people together: how they meet,
 * and what is done when they lose each other. A ladder, each rung tried while
 * the one before still may succeed:
 *
 * 1. Nothing has come in for a second, or ICE says so: the socket is probed,
 *    and **one** side restarts ICE. Both at once died in most trials; so the
 *    page with the higher id leads, and the other asks it to.
 * 2. Again every {@linkcode RESTART_EVERY_MS}.
 * 3. After {@linkcode REBUILD_AFTER_MS} the leader makes a new peer connection,
 *    or at once where a restart can't help, as DTLS has failed. The other
 *    notices an offer from a connection that it does not know, and makes a new
 *    one too.
 *
 * A reloaded page is simply someone whose connection is new (rung 3).
 *
 * @module
 */
import {
  type CallCommand,
  type CallEvent,
  type CallPhase,
  type CallState,
  isInside,
  type PeerFacts,
  type RepairTimer,
  type Seen,
  type Transition,
  type TurnedAway,
} from "./state.ts";

/** Between two restarts. A shorter pause would interrupt one that succeeds. */
export const RESTART_EVERY_MS = 2_500;
/** A restart that has not helped by then will not. */
export const REBUILD_AFTER_MS = 10_000;
/** A first connection that takes longer is begun anew. */
export const CONNECT_WITHIN_MS = 15_000;
/** While the other side can't be told, ask again this often. */
export const REBUILD_RETRY_MS = 1_000;
/** A page that is gone without a word may be reloading, for this long. */
export const RELOAD_GRACE_MS = 8_000;

/**
 * So long after the server has said that a person's socket is lost, their seat
 * is free. A server that was restarted knows of no seat, and says nothing then.
 */
export const LEASE_MS = 30_000;

/** A fresh connection, ready ahead of time for whoever comes. */
export function prepare(
  state: CallState,
  call: CallPhase,
  forget: boolean,
  also: readonly CallCommand[] = [],
): Transition {
  const connection = state.connection + 1;
  return [
    { ...state, call, connection, channelClosed: false, broken: false },
    [{ type: "prepare-connection", connection, forget }, ...also],
  ];
}

/** Back to an empty room. */
export function alone(state: CallState): Transition {
  const repair = state.repair + 1;
  const isHeld = state.peer?.presence === "away";
  return prepare({ ...state, peer: null, repair }, "waiting", true, [
    ...(isHeld ? [{ type: "release-seat" } as const] : []),
    { type: "await-anyone" },
  ]);
}

/** The two begin to connect. */
export function begin(
  before: CallState,
  peer: PeerFacts,
  initiate: boolean,
): Transition {
  const repair = before.repair + 1;
  const state: CallState = { ...before, call: "connecting", peer, repair };
  return [state, [
    negotiate(peer, initiate),
    setTimer(state, "rebuild", CONNECT_WITHIN_MS),
  ]];
}

function setTimer(
  { repair }: CallState,
  timer: RepairTimer,
  afterMs: number,
): CallCommand {
  return { type: "set-timer", timer, repair, afterMs };
}

function negotiate(peer: PeerFacts, initiate: boolean): CallCommand {
  return { type: "negotiate", initiate, polite: !peer.leads };
}

/** Dismisses the peer and goes on waiting, with a notice why. */
export function turnAway(state: CallState, turnedAway: TurnedAway): Transition {
  const [next, commands] = alone(state);
  return [{ ...next, turnedAway }, [{ type: "dismiss-peer" }, ...commands]];
}

/** Two pages find each other; whether for the first time, decides what to do. */
function meet(
  state: CallState,
  { known, held, ...facts }: Seen & Pick<PeerFacts, "self">,
  initiate: boolean,
): Transition {
  const before: CallState = { ...state, turnedAway: null };
  const peer: PeerFacts = {
    ...facts,
    presence: "here",
    held: held && "asking",
  };
  const old = before.peer;
  if (old !== null && goesOn(before.call, old, peer)) {
    // What was said at a door holds.
    const { held, holds, waited } = old;
    const next = { ...before, peer: { ...peer, held, holds, waited } };
    if (before.call !== "waiting" || held !== false) return [next, []];
    return holds
      ? [{ ...next, call: "knocking" }, []]
      // The timer of the first attempt may have fired meanwhile.
      : [{ ...next, call: "connecting" }, [
        setTimer(next, "rebuild", CONNECT_WITHIN_MS),
      ]];
  }
  const [next, commands] = isInside(peer)
    ? begin(before, peer, initiate)
    : atDoor(before, peer);
  if (old === null) return [next, commands];
  // The server's id for them is no proof.
  const samePerson = known || old.page === peer.page;
  // A connection serves two pages once; the next two need another.
  const together = before.call === "connected" ||
    before.call === "reconnecting";
  const call = samePerson && together && isInside(peer)
    ? "reconnecting"
    : next.call;
  return prepare(next, call, !samePerson, commands);
}

/** Nothing is negotiated until one of the two has been let in (`door.ts`). */
function atDoor(before: CallState, peer: PeerFacts): Transition {
  const call = peer.held === false ? "connecting" : "waiting";
  return [{ ...before, call, peer, repair: before.repair + 1 }, []];
}

/**
 * Whether two pages have only met by another socket, and what was under way goes
 * on. Other ids say that a lease has run out: then each was told that the other
 * is gone, and whoever did not see media flow has let go.
 */
function goesOn(call: CallPhase, old: PeerFacts, now: PeerFacts): boolean {
  const sameIds = old.id === now.id && old.self === now.self;
  return old.page === now.page && (sameIds || call === "connected");
}

function joined(
  state: CallState,
  { self, peer }: Extract<CallEvent, { type: "joined" }>,
): Transition {
  if (peer?.here) return meet(state, { self, ...pick(peer) }, true);
  // Nobody is there: yet, any more, or for a moment. Whoever comes will offer.
  if (state.peer === null) {
    const alone: readonly CallCommand[] = peer === null
      ? [{ type: "await-anyone" }]
      : [];
    return [{ ...state, call: "waiting" }, alone];
  }
  // A restarted server may know us before it knows them: they may be coming.
  const away: PeerFacts = { ...state.peer, presence: "away" };
  const comes = state.call === "connecting" || state.call === "knocking";
  const call = comes ? "waiting" : state.call;
  return [{ ...state, call, peer: away }, []];
}

function pick({ id, page, leads, held, holds, known, waited }: Seen): Seen {
  return { id, page, leads, held, holds, known, waited };
}

/** First aid, and what comes if it does not help. */
function repair(before: CallState, peer: PeerFacts): Transition {
  const state: CallState = {
    ...before,
    call: "reconnecting",
    repair: before.repair + 1,
  };
  return [state, [
    { type: "probe-signalling" },
    peer.leads ? { type: "restart-ice" } : { type: "ask-restart" },
    setTimer(state, "restart", RESTART_EVERY_MS),
    setTimer(state, "rebuild", REBUILD_AFTER_MS),
    ...graceIfNeeded(state),
  ]];
}

/** Both ways to them are closed: they left without a word, or are reloading. */
function seemsGone({ channelClosed, peer }: CallState): boolean {
  return channelClosed && peer !== null && peer.presence !== "here";
}

function graceIfNeeded(state: CallState): CallCommand[] {
  return seemsGone(state) ? [setTimer(state, "grace", RELOAD_GRACE_MS)] : [];
}

function rebuild(before: CallState, peer: PeerFacts): Transition {
  const again = setTimer(before, "rebuild", REBUILD_RETRY_MS);
  if (!peer.leads) {
    // A restart may yet help where nothing has come through for long, and a wish
    // for more could arrive when it has.
    const type = before.broken ? "ask-rebuild" : "ask-restart";
    return [before, [{ type }, again]];
  }
  const reachable = peer.presence === "here" && before.signalling === "open";
  if (!reachable) return [before, [again]];
  const state = { ...before, repair: before.repair + 1 };
  const call = state.call === "connected" ? "reconnecting" : state.call;
  return prepare(state, call, false, [
    negotiate(peer, true),
    setTimer(state, "rebuild", REBUILD_AFTER_MS),
  ]);
}

/**
 * The same, with an end to the waiting for a person who is away, as long as no
 * media flows. A new repair has other timers, and so begins it anew.
 */
export function awaited(
  before: CallState,
  [state, commands]: Transition,
): Transition {
  const isAwaited = isAway(state) &&
    (!isAway(before) || state.repair !== before.repair);
  return isAwaited
    ? [state, [...commands, setTimer(state, "lease", LEASE_MS)]]
    : [state, commands];
}

function isAway({ call, peer }: CallState): boolean {
  return call !== "connected" && peer !== null && peer.presence !== "here";
}

function onTimer(
  state: CallState,
  peer: PeerFacts,
  timer: RepairTimer,
): Transition {
  if (timer === "lease") {
    if (!isAway(state)) return [state, []];
    // Who can't reach the server does not know who else can.
    return state.signalling === "open"
      ? alone(state)
      : [state, [setTimer(state, "lease", LEASE_MS)]];
  }
  const busy = state.call === "reconnecting" || state.call === "connecting";
  if (!busy) return [state, []];
  switch (timer) {
    case "restart":
      return [state, [
        { type: "probe-signalling" },
        peer.leads ? { type: "restart-ice" } : { type: "ask-restart" },
        setTimer(state, "restart", RESTART_EVERY_MS),
      ]];
    case "rebuild":
      return rebuild(state, peer);
    case "grace":
      return seemsGone(state) ? alone(state) : [state, []];
  }
}

/** What follows from events of people in a room. */
export function transition(state: CallState, event: CallEvent): Transition {
  const stays: Transition = [state, []];
  switch (event.type) {
    case "joined":
      return joined(state, event);
    case "peer-arrived":
      return state.call === "joining"
        ? stays
        : meet(state, { self: event.self, ...pick(event.peer) }, false);
    case "woke":
      return [state, [{ type: "probe-signalling" }]];
  }
  // Without a person there, nothing else has a meaning.
  if (state.peer === null) return stays;
  const aboutSeat = event.type === "peer-away" || event.type === "peer-gone" ||
    event.type === "timer-fired" && event.timer === "lease";
  if (!isInside(state.peer) && !aboutSeat) return stays;
  return withPeer(state, state.peer, event);
}

function withPeer(
  state: CallState,
  peer: PeerFacts,
  event: CallEvent,
): Transition {
  const stays: Transition = [state, []];
  switch (event.type) {
    case "peer-away": {
      const away = { ...state, peer: { ...peer, presence: "away" as const } };
      return [away, state.call === "connected" ? [] : graceIfNeeded(away)];
    }
    case "peer-gone":
      // The seat may be gone because only their way to the server is; the
      // media itself says whether the person is.
      return state.call === "connected"
        ? [{ ...state, peer: { ...peer, presence: "gone" } }, []]
        : alone(state);
    case "peer-rebuilt": {
      const next = { ...state, repair: state.repair + 1 };
      const call = state.call === "connected" ? "reconnecting" : state.call;
      return prepare(next, call === "waiting" ? "connecting" : call, false, [
        negotiate(peer, false),
        setTimer(next, "rebuild", CONNECT_WITHIN_MS),
      ]);
    }
    case "timer-fired":
      return event.repair === state.repair
        ? onTimer(state, peer, event.timer)
        : stays;
    case "peer-said-bye":
    case "restart-wanted":
    case "rebuild-wanted":
    case "connection-connected":
    case "connection-disconnected":
    case "connection-failed":
    case "connection-broken":
    case "connection-stalled":
    case "connection-flowing":
    case "connection-one-way":
    case "connection-relayed":
    case "channel-closed":
      return event.connection === state.connection
        ? fromConnection(state, peer, event.type)
        : stays;
    default:
      return stays;
  }
}

function fromConnection(
  state: CallState,
  peer: PeerFacts,
  type: CallEvent["type"],
): Transition {
  const stays: Transition = [state, []];
  const together = state.call === "connected";
  switch (type) {
    case "connection-connected":
    case "connection-flowing":
      // Packets that nobody can decrypt any more are no call.
      return together || state.broken ||
          (type === "connection-flowing" && state.call !== "reconnecting")
        ? stays
        : [{ ...state, call: "connected", repair: state.repair + 1 }, []];
    case "connection-disconnected":
    case "connection-stalled":
      return together ? repair(state, peer) : stays;
    case "connection-failed":
      if (peer.presence === "gone") return alone(state);
      if (together) return repair(state, peer);
      return peer.leads ? [state, [{ type: "restart-ice" }]] : stays;
    case "connection-broken": {
      const call = together ? "reconnecting" : state.call;
      const broken = { ...state, call, broken: true, repair: state.repair + 1 };
      const [next, commands] = rebuild(broken, peer);
      return [next, [{ type: "probe-signalling" }, ...commands]];
    }
    case "rebuild-wanted":
      return peer.leads ? rebuild(state, peer) : stays;
    case "connection-one-way":
      // What still works must not be torn down: it is all that they have.
      return together
        ? [state, [{ type: peer.leads ? "restart-ice" : "ask-restart" }]]
        : stays;
    case "connection-relayed":
    case "restart-wanted":
      // Whoever repairs already has its own timers, and needs no reminder.
      return together && peer.leads
        ? [state, [{ type: "restart-ice" }]]
        : stays;
    case "channel-closed": {
      const closed = { ...state, channelClosed: true };
      if (peer.presence === "gone") return alone(closed);
      return together ? repair(closed, peer) : [closed, graceIfNeeded(closed)];
    }
    case "peer-said-bye":
      return alone(state);
    default:
      return stays;
  }
}
