import { assert, assertEquals } from "@std/assert";
import {
  type CallCommand,
  type CallEvent,
  type CallPhase,
  type CallState,
  INITIAL_STATE,
  inRoom,
  isInside,
  isOver,
} from "../../../call/machine/state.ts";
import { transition } from "../../../call/machine/transition.ts";
import { explore, here, seen } from "./exploration.ts";

const NODES = explore();

Deno.test("transition() reaches every phase", () => {
  const phases: Record<CallPhase, true> = {
    "idle": true,
    "requesting-media": true,
    "ready": true,
    "joining": true,
    "waiting": true,
    "knocking": true,
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
    const { media, socket, connection } = held;
    assertEquals(
      [media, socket, connection],
      [false, false, "none"],
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

Deno.test("transition() has a used connection exactly while there is a peer, and no door between", () => {
  for (const { state, held, path } of NODES) {
    const inside = state.peer !== null && isInside(state.peer);
    assertEquals(held.connection === "used", inside, path.join());
  }
});

Deno.test("transition() is connected with nobody who is at a door", () => {
  for (const { state, path } of NODES) {
    if (state.peer === null || isInside(state.peer)) continue;
    assert(
      ["waiting", "knocking", "connecting"].includes(state.call),
      path.join(),
    );
    if (state.call === "knocking") assert(state.peer.holds, path.join());
  }
});

Deno.test("transition() knocks at somebody's door only", () => {
  for (const { state, path } of NODES) {
    if (state.call === "knocking") assert(state.peer?.holds, path.join());
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

const IN_ROOM: CallEvent[] = [
  { type: "opened" },
  { type: "media-settled", request: 1 },
  { type: "join-clicked" },
];
const CONNECTED: CallEvent[] = [
  ...IN_ROOM,
  { type: "joined", self: "m", peer: here("a") },
  { type: "connection-connected", connection: 1 },
];
const types = (commands: readonly CallCommand[]) =>
  commands.map(({ type }) => type);

Deno.test("transition() keeps a connected call when the socket is lost", () => {
  const state = play(...CONNECTED, {
    type: "signalling-changed",
    phase: "backing-off",
  });
  assertEquals(state.call, "connected");
  assertEquals(state.signalling, "backing-off");
});

Deno.test("transition() ends even a connected call with somebody who is not who they said", () => {
  const refused = { type: "signalling-refused", reason: "unproven" } as const;
  const { call, failure } = play(...CONNECTED, refused);
  assertEquals([call, failure], ["failed", "unproven"]);
});

Deno.test("transition() keeps a connected call when the server has lost both", () => {
  for (
    const event of [
      { type: "joined", self: "m", peer: null },
      { type: "peer-away" },
      { type: "peer-gone" },
      { type: "signalling-refused", reason: "full" },
    ] as const
  ) assertEquals(play(...CONNECTED, event).call, "connected", event.type);
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
  const before = play(...CONNECTED, { type: "joined", self: "m", peer: null });
  const [after, commands] = transition(before, {
    type: "peer-arrived",
    self: "m",
    peer: seen("a"),
  });
  assertEquals(after.call, "connected");
  assertEquals(commands, []);
});

Deno.test("transition() takes a page for another person's that has not proven to be the same one's", () => {
  const [after, commands] = transition(play(...CONNECTED), {
    type: "peer-arrived",
    self: "m",
    // The server's id for them is the same.
    peer: seen("a", "reloaded"),
  });
  assertEquals(after.call, "connecting");
  assertEquals(commands[0], {
    type: "prepare-connection",
    connection: 2,
    forget: true,
  });
});

Deno.test("transition() makes a new connection for a reloaded page, and keeps the picture", () => {
  const [after, commands] = transition(play(...CONNECTED), {
    type: "peer-arrived",
    self: "m",
    peer: { ...seen("a", "reloaded"), known: true },
  });
  assertEquals(after.call, "reconnecting");
  assertEquals(commands.slice(0, 2), [
    { type: "prepare-connection", connection: 2, forget: false },
    { type: "negotiate", initiate: false, polite: false },
  ]);
});

Deno.test("transition() leaves it to whoever comes to offer, when nobody is there", () => {
  const [alone, nothing] = transition(play(...IN_ROOM), {
    type: "joined",
    self: "m",
    peer: { ...seen("a"), here: false },
  });
  assertEquals([alone.call, nothing], ["waiting", []]);
  const [, commands] = transition(alone, {
    type: "peer-arrived",
    self: "m",
    peer: seen("a", "reloaded"),
  });
  assertEquals(commands[0], {
    type: "negotiate",
    initiate: false,
    polite: false,
  });
});

Deno.test("transition() makes a new connection for another person", () => {
  const [after, commands] = transition(play(...CONNECTED), {
    type: "peer-arrived",
    self: "m",
    peer: seen("z", "page of z"),
  });
  assertEquals(after.call, "connecting");
  assertEquals(commands.slice(0, 2), [
    { type: "prepare-connection", connection: 2, forget: true },
    { type: "negotiate", initiate: false, polite: true },
  ]);
});

Deno.test("transition() goes on when a lease ran out and ids are others now", () => {
  for (
    const event of [
      { type: "joined", self: "n", peer: here("a") },
      { type: "peer-arrived", self: "m", peer: seen("b") },
    ] as const
  ) {
    const before = play(...CONNECTED, { type: "peer-gone" });
    const [after, commands] = transition(before, event);
    assertEquals([after.call, commands], ["connected", []]);
    assertEquals(after.peer?.presence, "here");
  }
});

Deno.test("transition() begins anew when a lease ran out and nothing flowed", () => {
  const lost = play(...CONNECTED, {
    type: "connection-stalled",
    connection: 1,
  });
  const [after, commands] = transition(lost, {
    type: "joined",
    self: "n",
    peer: here("a"),
  });
  assertEquals(after.call, "reconnecting");
  assertEquals(commands.slice(0, 2), [
    { type: "prepare-connection", connection: 2, forget: false },
    { type: "negotiate", initiate: true, polite: false },
  ]);
});

Deno.test("transition() lets only the one who came second initiate", () => {
  const waiting = play(...IN_ROOM, { type: "joined", self: "m", peer: null });
  const [, first] = transition(waiting, {
    type: "peer-arrived",
    self: "m",
    peer: seen("a"),
  });
  assertEquals(first[0], {
    type: "negotiate",
    initiate: false,
    polite: false,
  });
  const [, second] = transition(play(...IN_ROOM), {
    type: "joined",
    self: "m",
    peer: here("a"),
  });
  assertEquals(second[0], { type: "negotiate", initiate: true, polite: false });
});

Deno.test("transition() lets one side restart, and the other ask for it", () => {
  const lost: CallEvent = { type: "connection-stalled", connection: 1 };
  const [led, leading] = transition(play(...CONNECTED), lost);
  assertEquals(led.call, "reconnecting");
  assert(types(leading).includes("restart-ice"));
  const follower = play(...IN_ROOM, {
    type: "joined",
    self: "m",
    peer: here("z"),
  }, { type: "connection-connected", connection: 1 });
  const [, following] = transition(follower, lost);
  assert(types(following).includes("ask-restart"));
  assert(!types(following).includes("restart-ice"));
});

Deno.test("transition() looks for a way past a relay, by the side that leads", () => {
  const relayed: CallEvent = { type: "connection-relayed", connection: 1 };
  const [led, leading] = transition(play(...CONNECTED), relayed);
  assertEquals([led.call, types(leading)], ["connected", ["restart-ice"]]);
  const follower = play(...IN_ROOM, {
    type: "joined",
    self: "m",
    peer: here("z"),
  }, { type: "connection-connected", connection: 1 });
  assertEquals(transition(follower, relayed), [follower, []]);
});

Deno.test("transition() rebuilds only when the other side can be told", () => {
  const lost = play(
    ...CONNECTED,
    { type: "signalling-changed", phase: "open" },
    { type: "connection-stalled", connection: 1 },
  );
  const rebuild: CallEvent = {
    type: "timer-fired",
    timer: "rebuild",
    repair: lost.repair,
  };
  assert(types(transition(lost, rebuild)[1]).includes("prepare-connection"));
  const [away] = transition(lost, { type: "peer-away" });
  assertEquals(types(transition(away, rebuild)[1]), ["set-timer"]);
});

const BROKEN: CallEvent = { type: "connection-broken", connection: 1 };

Deno.test("transition() makes another connection at once when DTLS has failed", () => {
  const open: CallEvent = { type: "signalling-changed", phase: "open" };
  const [after, commands] = transition(play(...CONNECTED, open), BROKEN);
  assertEquals(after.call, "reconnecting");
  assert(types(commands).includes("prepare-connection"));
  const follower = play(
    ...IN_ROOM,
    {
      type: "joined",
      self: "m",
      peer: here("z"),
    },
    { type: "connection-connected", connection: 1 },
    open,
  );
  const [asked, asking] = transition(follower, BROKEN);
  assertEquals(asked.call, "reconnecting");
  assertEquals(types(asking), ["probe-signalling", "ask-rebuild", "set-timer"]);
  // Until it has happened.
  const again: CallEvent = {
    type: "timer-fired",
    timer: "rebuild",
    repair: asked.repair,
  };
  assertEquals(types(transition(asked, again)[1]), [
    "ask-rebuild",
    "set-timer",
  ]);
});

Deno.test("transition() does not take packets for a call that can't be decrypted", () => {
  const lost: CallEvent = { type: "peer-away" };
  const broken = play(...CONNECTED, lost, BROKEN);
  const [after] = transition(broken, {
    type: "connection-flowing",
    connection: 1,
  });
  assertEquals(after.call, "reconnecting");
});

Deno.test("transition() rebuilds for one who asks, if it leads", () => {
  const open: CallEvent = { type: "signalling-changed", phase: "open" };
  const wish: CallEvent = { type: "rebuild-wanted", connection: 1 };
  const [after, commands] = transition(play(...CONNECTED, open), wish);
  assertEquals(after.call, "reconnecting");
  assertEquals(types(commands), [
    "prepare-connection",
    "negotiate",
    "set-timer",
  ]);
  const [, late] = transition(after, wish);
  assertEquals(late, []);
});

Deno.test("transition() is connected again as soon as something flows", () => {
  const lost = play(...CONNECTED, {
    type: "connection-stalled",
    connection: 1,
  });
  const [back] = transition(lost, {
    type: "connection-flowing",
    connection: 1,
  });
  assertEquals(back.call, "connected");
  const [after, commands] = transition(back, {
    type: "timer-fired",
    timer: "restart",
    repair: lost.repair,
  });
  assertEquals([after, commands], [back, []]);
});

Deno.test("transition() waits for a reload before it takes someone for gone", () => {
  const quiet = play(
    ...CONNECTED,
    { type: "peer-away" },
    { type: "channel-closed", connection: 1 },
  );
  assertEquals(quiet.call, "reconnecting");
  const grace: CallEvent = {
    type: "timer-fired",
    timer: "grace",
    repair: quiet.repair,
  };
  const [waiting, commands] = transition(quiet, grace);
  assertEquals(waiting.call, "waiting");
  // Their seat is free for others then.
  assertEquals(types(commands), [
    "prepare-connection",
    "release-seat",
    "await-anyone",
  ]);
  const [back] = transition(quiet, { type: "peer-rebuilt" });
  assertEquals(back.call, "reconnecting");
  assertEquals(transition(back, grace)[0].call, "reconnecting");
});

Deno.test("transition() gives up the seat only when the person leaves", () => {
  const closing = (event: CallEvent) =>
    transition(play(...CONNECTED), event)[1]
      .find(({ type }) => type === "close-signalling");
  assertEquals(closing({ type: "leave-clicked" }), {
    type: "close-signalling",
    leave: true,
  });
  for (const type of ["page-gone", "found-elsewhere"] as const) {
    assertEquals(closing({ type }), { type: "close-signalling", leave: false });
  }
});
