/**
 * What follows from what: `transition(state, event)` returns the next state and
 * the commands that make it true. Pure, and total: an event that is not expected
 * in a state changes nothing.
 *
 * @module
 */
import { isTogether } from "./comings.ts";
import * as door from "./door.ts";
import * as repair from "./repair.ts";
import {
  type CallEvent,
  type CallPhase,
  type CallState,
  type FailureReason,
  inRoom,
  isOver,
  type Transition,
  type TurnedAway,
} from "./state.ts";

/** Whether no click can help. */
function isHopeless(failure: FailureReason | null): boolean {
  return failure === "unsupported" || failure === "insecure" ||
    (failure?.startsWith("link-") ?? false);
}

/** Whether the refusal is about the call itself, not only the way to the server. */
function concernsMedia(reason: FailureReason): boolean {
  return reason === "replaced" || reason === "unproven";
}

/** The end: nothing is held any more. Only a person who leaves gives up the seat. */
function over(
  state: CallState,
  failure: FailureReason | null,
  leave: boolean,
): Transition {
  const next: CallState = {
    ...state,
    call: failure === null ? "ended" : "failed",
    failure,
    turnedAway: null,
    signalling: "closed",
    peer: null,
    repair: state.repair + 1,
  };
  return [next, [
    { type: "close-signalling", leave },
    { type: "close-connection", bye: leave },
    { type: "release-media" },
  ]];
}

/**
 * Gives up the peer, if there is one. If we were in the room before them and the
 * two are not connected, only they are turned away and we go on waiting: nobody
 * ends a call by coming to its room. Otherwise the call fails.
 */
function giveUp(state: CallState, reason: TurnedAway): Transition {
  if (state.peer === null) return [state, []];
  return state.peer.waited && !isTogether(state.call)
    ? repair.turnAway(state, reason)
    : over(state, reason, true);
}

function requestMedia(state: CallState, call: CallPhase): Transition {
  const request = state.request + 1;
  return [{ ...state, call, request }, [{ type: "request-media", request }]];
}

/** Media, connection and socket at once, for someone who need not see the lobby. */
function enterAtOnce(state: CallState): Transition {
  const [next, commands] = requestMedia(state, "joining");
  const steal = state.failure === "replaced";
  return repair.prepare({ ...next, failure: null }, "joining", true, [
    ...commands,
    { type: "open-signalling", steal },
  ]);
}

/** The next state after `event`, and the commands to run. */
export function transition(state: CallState, event: CallEvent): Transition {
  const stays: Transition = [state, []];
  switch (event.type) {
    case "opened":
      if (state.call !== "idle") return stays;
      return state.joinsEarly
        ? enterAtOnce({ ...state, joinsEarly: false })
        : requestMedia(state, "requesting-media");
    case "reopened":
      return state.call === "idle" ? enterAtOnce(state) : stays;
    case "found-unable":
      return state.call === "idle"
        ? [{ ...state, call: "failed", failure: event.reason }, []]
        : stays;
    case "found-elsewhere":
      return isOver(state.call) ? stays : over(state, "replaced", false);
    case "page-gone":
      return isOver(state.call) ? stays : over(state, null, false);
    case "page-failed":
      // The seat is held: the reload that follows is back in the call.
      return isOver(state.call) ? stays : over(state, "internal", false);
    case "join-clicked":
      if (state.call === "idle") return [{ ...state, joinsEarly: true }, []];
      if (state.call === "requesting-media") {
        return repair.prepare(state, "joining", true, [
          { type: "open-signalling", steal: false },
        ]);
      }
      return state.call === "ready"
        ? [{ ...state, call: "joining" }, [{
          type: "open-signalling",
          steal: false,
        }]]
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
        : over(state, null, true);
    case "relay-missing":
      return event.own && state.peer !== null
        ? over(state, "no-relay", true)
        : giveUp(state, "no-relay");
    case "mismatch-found":
      return inRoom(state.call) ? over(state, "mismatch", true) : stays;
    case "connection-flooded":
      return event.connection === state.connection && inRoom(state.call)
        ? over(state, "flooded", true)
        : stays;
    case "connection-unproven":
      return event.connection === state.connection
        ? giveUp(state, "unproven")
        : stays;
    case "peer-unproven":
      return giveUp(state, "unproven");
    case "stranger-came":
      return inRoom(state.call) && state.peer === null
        ? [{ ...state, turnedAway: event.reason }, []]
        : stays;
    case "identity-spent":
      return inRoom(state.call) && state.peer === null
        ? [state, [{ type: "renew-identity" }]]
        : stays;
    case "rejoin-clicked":
      return isOver(state.call) && !isHopeless(state.failure)
        ? enterAtOnce(state)
        : stays;
    case "media-settled":
      // Only now, because addresses are shown once a device was granted.
      return event.request === state.request &&
          state.call === "requesting-media"
        ? repair.prepare(state, "ready", true)
        : stays;
    case "signalling-changed":
      return inRoom(state.call)
        ? [{ ...state, signalling: event.phase }, []]
        : stays;
    case "signalling-refused":
      if (!inRoom(state.call)) return stays;
      // Media that flows outlives a server that will not have us back. When it
      // stops, the first probe asks the server again.
      return state.call === "connected" && !concernsMedia(event.reason)
        ? [{ ...state, signalling: "closed" }, []]
        : over(state, event.reason, false);
    case "door-answered":
      if (event.answer === "declined") {
        return state.peer?.holds ? giveUp(state, "declined") : stays;
      }
      return inside(state, event, door.transition);
    case "admit-clicked":
    case "decline-clicked":
    case "wishes-changed":
      return inside(state, event, door.transition);
    default:
      return inside(state, event, repair.transition);
  }
}

/** What follows from events that mean something only to people in a room. */
function inside<Event extends CallEvent>(
  state: CallState,
  event: Event,
  follow: (state: CallState, event: Event) => Transition,
): Transition {
  return inRoom(state.call)
    ? repair.awaited(state, follow(state, event))
    : [state, []];
}
