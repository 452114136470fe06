/** Series of events for the machine, and what comes of them. @module */
import {
  type CallCommand,
  type CallEvent,
  type CallState,
  INITIAL_STATE,
} from "../../../call/machine/state.ts";
import { transition } from "../../../call/machine/transition.ts";

/** Somebody on the other seat. */
export const BOB = {
  id: "b",
  page: "page",
  leads: true,
  held: false,
  holds: false,
  known: false,
  waited: false,
};
/** The page has opened, and its person has clicked on Join. */
export const JOINING: readonly CallEvent[] = [
  { type: "opened" },
  { type: "media-settled", request: 1 },
  { type: "join-clicked" },
];
/** In the room, and nobody else is. */
export const ALONE: readonly CallEvent[] = [
  ...JOINING,
  { type: "joined", self: "m", peer: null },
];

/** The state after these events, and the commands of the last one. */
export function play(
  ...events: readonly CallEvent[]
): [CallState, CallCommand[]] {
  let state = INITIAL_STATE;
  let commands: readonly CallCommand[] = [];
  for (const event of events) [state, commands] = transition(state, event);
  return [state, [...commands]];
}
