/** Every state of the machine, by a breadth-first search, and how it is reached. @module */
import { assert, assertEquals } from "@std/assert";
import {
  type CallCommand,
  type CallEvent,
  type CallState,
  INITIAL_STATE,
  type RepairTimer,
} from "../../../call/machine/state.ts";
import { transition } from "../../../call/machine/transition.ts";

/** Somebody on the other seat: we are `m`, and lead those before us. */
export const seen = (id: string, page = "page") => ({
  id,
  page,
  leads: id < "m",
  held: false,
  holds: false,
  known: false,
  waited: false,
});
/** The same, with a socket that is open. */
export const here = (id: string, page = "page") => ({
  ...seen(id, page),
  here: true,
});

/** What commands hold on to, as their owners would. */
interface Held {
  media: boolean;
  socket: boolean;
  connection: "none" | "fresh" | "used";
  /** Timers of the repair under way, and after how long they fire. */
  timers: Partial<Record<RepairTimer, number>>;
}
/** A state, what is held in it, and the events that led there. */
export interface Node {
  state: CallState;
  held: Held;
  path: readonly string[];
}

function hold(held: Held, command: CallCommand, where: string): Held {
  switch (command.type) {
    case "request-media":
      return { ...held, media: true };
    case "release-media":
      return { ...held, media: false };
    case "open-signalling":
      assert(!held.socket, `a second socket: ${where}`);
      return { ...held, socket: true };
    case "close-signalling":
      return { ...held, socket: false };
    case "prepare-connection":
      return { ...held, connection: "fresh" };
    case "close-connection":
      return { ...held, connection: "none" };
    case "negotiate":
      assertEquals(
        held.connection,
        "fresh",
        `one connection, one person: ${where}`,
      );
      return { ...held, connection: "used" };
    case "restart-ice":
    case "ask-restart":
    case "ask-rebuild":
      assertEquals(held.connection, "used", `nothing to restart: ${where}`);
      return held;
    case "answer-door":
    case "await-anyone":
    case "renew-identity":
    case "dismiss-peer":
    case "release-seat":
    case "probe-signalling":
      // Without a socket there is nothing to find out, and nothing is done.
      return held;
    case "set-timer":
      if (command.timer !== "lease") {
        assertEquals(held.connection, "used", `nothing to time: ${where}`);
      }
      return {
        ...held,
        timers: { ...held.timers, [command.timer]: command.afterMs },
      };
  }
}

/** Timers of earlier repairs are not heard, nor is one that has fired. */
function running(
  { state, held }: Node,
  next: CallState,
  event: CallEvent,
): Held["timers"] {
  const over = next.peer === null && state.peer !== null;
  if (next.repair !== state.repair || over) return {};
  if (event.type !== "timer-fired" || event.repair !== state.repair) {
    return held.timers;
  }
  const { [event.timer]: _fired, ...rest } = held.timers;
  return rest;
}

/** Everything that can happen in `state`, late reports of older requests included. */
function events({ request, connection, repair }: CallState): CallEvent[] {
  return [
    { type: "opened" },
    { type: "reopened" },
    { type: "found-elsewhere" },
    { type: "page-gone" },
    { type: "woke" },
    { type: "found-unable", reason: "unsupported" },
    { type: "join-clicked" },
    { type: "retry-media-clicked" },
    { type: "leave-clicked" },
    { type: "rejoin-clicked" },
    { type: "mismatch-found" },
    { type: "relay-missing", own: true },
    { type: "relay-missing", own: false },
    { type: "stranger-came", reason: "unproven" },
    { type: "peer-unproven" },
    { type: "identity-spent" },
    { type: "media-settled", request },
    { type: "media-settled", request: request - 1 },
    { type: "signalling-changed", phase: "opening" },
    { type: "signalling-changed", phase: "queued" },
    { type: "signalling-changed", phase: "open" },
    { type: "signalling-changed", phase: "backing-off" },
    { type: "signalling-refused", reason: "full" },
    { type: "signalling-refused", reason: "replaced" },
    { type: "joined", self: "m", peer: null },
    // One whom we lead, one who leads us, and ourselves under another id.
    { type: "joined", self: "m", peer: here("a") },
    { type: "joined", self: "m", peer: here("z", "page of z") },
    { type: "joined", self: "n", peer: here("a") },
    { type: "joined", self: "m", peer: here("a", "reloaded") },
    { type: "joined", self: "m", peer: { ...seen("a"), here: false } },
    { type: "peer-arrived", self: "m", peer: seen("a", "reloaded") },
    { type: "peer-arrived", self: "m", peer: seen("a") },
    { type: "peer-arrived", self: "m", peer: seen("z", "page of z") },
    // The same person after a reload, and one who came while we waited.
    {
      type: "peer-arrived",
      self: "m",
      peer: { ...seen("a", "reloaded again"), known: true },
    },
    {
      type: "peer-arrived",
      self: "m",
      peer: { ...seen("a", "came later"), waited: true },
    },
    // One at our door, one at whose door we are, and both.
    ...[[true, false], [false, true], [true, true]].flatMap(
      ([held = false, holds = false]): CallEvent[] => [
        {
          type: "joined",
          self: "m",
          peer: { ...here("a", "at a door"), held, holds },
        },
        {
          type: "peer-arrived",
          self: "m",
          peer: { ...seen("a", "at a door"), held, holds },
        },
      ],
    ),
    { type: "admit-clicked" },
    { type: "decline-clicked" },
    { type: "wishes-changed" },
    { type: "door-answered", answer: "asked" },
    { type: "door-answered", answer: "admitted" },
    { type: "door-answered", answer: "declined" },
    { type: "peer-away" },
    { type: "peer-gone" },
    { type: "peer-rebuilt" },
    ...[repair, repair - 1].flatMap((number): CallEvent[] => [
      { type: "timer-fired", timer: "restart", repair: number },
      { type: "timer-fired", timer: "rebuild", repair: number },
      { type: "timer-fired", timer: "grace", repair: number },
      { type: "timer-fired", timer: "lease", repair: number },
    ]),
    ...[connection, connection - 1].flatMap((number): CallEvent[] => [
      { type: "peer-said-bye", connection: number },
      { type: "connection-connected", connection: number },
      { type: "connection-disconnected", connection: number },
      { type: "connection-failed", connection: number },
      { type: "connection-broken", connection: number },
      { type: "connection-unproven", connection: number },
      { type: "connection-flooded", connection: number },
      { type: "connection-relayed", connection: number },
      { type: "connection-stalled", connection: number },
      { type: "connection-flowing", connection: number },
      { type: "connection-one-way", connection: number },
      { type: "restart-wanted", connection: number },
      { type: "rebuild-wanted", connection: number },
      { type: "channel-closed", connection: number },
    ]),
  ];
}

/** All states, breadth first, so that a path to a broken state is a shortest one. */
export function explore(): Node[] {
  const start: Node = {
    state: INITIAL_STATE,
    held: { media: false, socket: false, connection: "none", timers: {} },
    path: [],
  };
  const key = ({ state, held }: Node) =>
    JSON.stringify([
      state.call,
      state.signalling,
      state.failure,
      state.peer,
      state.channelClosed,
      state.broken,
      held,
    ]);
  const seen = new Map([[key(start), start]]);
  for (const node of seen.values()) {
    for (const event of events(node.state)) {
      const path = [...node.path, JSON.stringify(event)];
      const [state, commands] = transition(node.state, event);
      let held: Held = {
        ...node.held,
        timers: running(node, state, event),
      };
      for (const command of commands) held = hold(held, command, path.join());
      const next = { state, held, path };
      if (!seen.has(key(next))) seen.set(key(next), next);
    }
  }
  return [...seen.values()];
}
