/**
 * The part of the state machine for people who ask before anybody joins them.
 * Whoever comes to such a person waits at the door: they may say who they are
 * and nothing else, and on neither side is anything negotiated.
 *
 * Two can hold each other, as where each has waited alone: then both must be let
 * in. Whoever is let in offers; who opens the door waits for that.
 *
 * @module
 */
import { begin, prepare } from "./repair.ts";
import {
  type CallCommand,
  type CallEvent,
  type CallState,
  isInside,
  type PeerFacts,
  type Transition,
} from "./state.ts";

/** What happens at doors. */
export type DoorEvent = Extract<
  CallEvent,
  {
    type:
      | "admit-clicked"
      | "decline-clicked"
      | "door-answered"
      | "wishes-changed";
  }
>;

/** What follows from events at a door; `declined` is the end, and not among them. */
export function transition(state: CallState, event: DoorEvent): Transition {
  const stays: Transition = [state, []];
  const { peer } = state;
  if (event.type === "wishes-changed") {
    // Whoever is there has met what was wished when they came.
    return peer === null ? [state, [{ type: "await-anyone" }]] : stays;
  }
  if (peer === null) return stays;
  switch (event.type) {
    case "admit-clicked":
      return peer.held === "asking"
        ? enter(state, { ...peer, held: false }, false, [
          { type: "answer-door", answer: "admitted" },
        ])
        : stays;
    case "decline-clicked":
      return peer.held === "asking"
        ? [{ ...state, peer: { ...peer, held: "declined" } }, [
          { type: "answer-door", answer: "declined" },
        ]]
        : stays;
    case "door-answered":
      if (event.answer === "asked") return knock(state, peer);
      return peer.holds && event.answer === "admitted"
        ? enter(state, { ...peer, holds: false }, true, [])
        : stays;
  }
}

/** One door less; when it was the last, the two are together. */
function enter(
  state: CallState,
  peer: PeerFacts,
  initiate: boolean,
  say: readonly CallCommand[],
): Transition {
  if (!isInside(peer)) {
    const call = peer.holds ? state.call : "waiting";
    return [{ ...state, call, peer }, say];
  }
  const [next, commands] = begin(state, peer, initiate);
  return [next, [...say, ...commands]];
}

/** Their person is being asked about us. */
function knock(state: CallState, peer: PeerFacts): Transition {
  if (state.call === "connected") return [state, []];
  const next = { ...state, peer: { ...peer, holds: true } };
  // What has been begun did not count.
  return isInside(peer)
    ? prepare({ ...next, repair: state.repair + 1 }, "knocking", false)
    : [{ ...next, call: "knocking" }, []];
}
