import { assert, assertEquals } from "@std/assert";
import {
  type CallCommand,
  type CallEvent,
  type CallPhase,
  type CallState,
  INITIAL_STATE,
  inRoom,
  isOver,
  transition,
} from "../../call/state.ts";

/** What commands hold on to, as their owners would. */
interface Held {
  media: boolean;
  socket: boolean;
  connection: "none" | "fresh" | "used";
}
interface Node {
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
      assertEquals(held.connection, "used", `nothing to restart: ${where}`);
      return held;
  }
}

/** Everything that can happen in `state`, late reports of older requests included. */
function events({ request, connection }: CallState): CallEvent[] {
  return [
    { type: "opened" },
    { type: "found-unable", reason: "unsupported" },
    { type: "join-clicked" },
    { type: "retry-media-clicked" },
    { type: "leave-clicked" },
    { type: "rejoin-clicked" },
    { type: "media-settled", request },
    { type: "media-settled", request: request - 1 },
    { type: "signalling-changed", phase: "opening" },
    { type: "signalling-changed", phase: "open" },
    { type: "signalling-changed", phase: "backing-off" },
    { type: "signalling-refused", reason: "full" },
    { type: "joined", peer: null },
    { type: "joined", peer: "a" },
    { type: "joined", peer: "b" },
    { type: "peer-arrived", peer: "a" },
    { type: "peer-arrived", peer: "b" },
    { type: "peer-gone" },
    ...[connection, connection - 1].flatMap((number): CallEvent[] => [
      { type: "peer-said-bye", connection: number },
      { type: "connection-connected", connection: number },
      { type: "connection-disconnected", connection: number },
      { type: "connection-failed", connection: number },
      { type: "channel-closed", connection: number },
    ]),
  ];
}

/** Breadth first, so that a path to a broken state is a shortest one. */
function explore(): Node[] {
  const start: Node = {
    state: INITIAL_STATE,
    held: { media: false, socket: false, connection: "none" },
    path: [],
  };
  const key = ({ state, held }: Node) =>
    JSON.stringify([
      state.call,
      state.signalling,
      state.failure,
      state.peer,
      held,
    ]);
  const seen = new Map([[key(start), start]]);
  for (const node of seen.values()) {
    for (const event of events(node.state)) {
      const path = [...node.path, JSON.stringify(event)];
      const [state, commands] = transition(node.state, event);
      let held = node.held;
      for (const command of commands) held = hold(held, command, path.join());
      const next = { state, held, path };
      if (!seen.has(key(next))) seen.set(key(next), next);
    }
  }
  return [...seen.values()];
}

const NODES = explore();

Deno.test("transition() reaches every phase", () => {
  const phases: Record<CallPhase, true> = {
    "idle": true,
    "requesting-media": true,
    "ready": true,
    "joining": true,
    "waiting": true,
    "connecting": true,
    "connected": true,
    "reconnecting": true,
    "ended": true,
    "failed": true,
  };
  const reached = new Set(NODES.map(({ state }) => state.call));
  assertEquals([...reached].sort(), Object.keys(phases).sort());
  console.log(`${NODES.length} states explored`);
});

Deno.test("transition() holds nothing once the call is over", () => {
  for (const { state, held, path } of NODES) {
    if (!isOver(state.call)) continue;
    assertEquals(
      held,
      { media: false, socket: false, connection: "none" },
      path.join(),
    );
    assertEquals(state.signalling, "closed", path.join());
    assertEquals(state.peer, null, path.join());
  }
});

Deno.test("transition() holds a connection whenever the person is in the room", () => {
  for (const { state, held, path } of NODES) {
    if (inRoom(state.call)) assert(held.connection !== "none", path.join());
  }
});

Deno.test("transition() has a used connection exactly while there is a peer", () => {
  for (const { state, held, path } of NODES) {
    assertEquals(held.connection === "used", state.peer !== null, path.join());
  }
});

Deno.test("transition() ends on leave from wherever the call can be left", () => {
  for (const { state, path } of NODES) {
    if (state.call === "idle" || isOver(state.call)) continue;
    const [after] = transition(state, { type: "leave-clicked" });
    assertEquals(after.call, "ended", path.join());
  }
});

Deno.test("transition() names a failure exactly in failed", () => {
  for (const { state, path } of NODES) {
    assertEquals(state.failure !== null, state.call === "failed", path.join());
  }
});

/** Runs events from the start, with numbers filled in. */
function play(...played: CallEvent[]): CallState {
  return played.reduce(
    (state, event) => transition(state, event)[0],
    INITIAL_STATE,
  );
}

const CONNECTED: CallEvent[] = [
  { type: "opened" },
  { type: "media-settled", request: 1 },
  { type: "join-clicked" },
  { type: "joined", peer: "a" },
  { type: "connection-connected", connection: 1 },
];

Deno.test("transition() keeps a connected call when the socket is lost", () => {
  const state = play(...CONNECTED, {
    type: "signalling-changed",
    phase: "backing-off",
  });
  assertEquals(state.call, "connected");
  assertEquals(state.signalling, "backing-off");
});

Deno.test("transition() keeps a connected call when the server has lost both", () => {
  assertEquals(
    play(...CONNECTED, { type: "joined", peer: null }).call,
    "connected",
  );
  assertEquals(play(...CONNECTED, { type: "peer-gone" }).call, "connected");
  assertEquals(
    play(...CONNECTED, { type: "signalling-refused", reason: "full" }).call,
    "connected",
  );
});

Deno.test("transition() waits again when the peer is gone and so is the connection", () => {
  const state = play(
    ...CONNECTED,
    { type: "peer-gone" },
    { type: "channel-closed", connection: 1 },
  );
  assertEquals(state.call, "waiting");
});

Deno.test("transition() takes the same peer back without negotiating again", () => {
  const before = play(...CONNECTED, { type: "joined", peer: null });
  const [after, commands] = transition(before, {
    type: "peer-arrived",
    peer: "a",
  });
  assertEquals(after.call, "connected");
  assertEquals(commands, []);
});

Deno.test("transition() makes a new connection for another person", () => {
  const [after, commands] = transition(play(...CONNECTED), {
    type: "peer-arrived",
    peer: "b",
  });
  assertEquals(after.call, "connecting");
  assertEquals(commands, [
    { type: "prepare-connection", connection: 2 },
    { type: "negotiate", peer: "b", initiate: false },
  ]);
});

Deno.test("transition() lets only the one who came second initiate", () => {
  const waiting = play(...CONNECTED.slice(0, 3), {
    type: "joined",
    peer: null,
  });
  const [, first] = transition(waiting, { type: "peer-arrived", peer: "a" });
  assertEquals(first, [{ type: "negotiate", peer: "a", initiate: false }]);
  const [, second] = transition(play(...CONNECTED.slice(0, 3)), {
    type: "joined",
    peer: "a",
  });
  assertEquals(second, [{ type: "negotiate", peer: "a", initiate: true }]);
});
