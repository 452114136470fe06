import { assert, assertEquals, assertThrows } from "@std/assert";
import { Connection } from "../../call/connection.ts";
import type { CallEvent } from "../../call/machine/state.ts";
import { REBUILD_AFTER_MS } from "../../call/machine/repair.ts";
import { FakeWorld } from "./fake_adapter.ts";
import { settle } from "./lobby.ts";

const TRACKS = {
  microphone: null,
  camera: null,
  screen: null,
  screenSound: null,
};
const HANDLERS = {
  onChannelOpen() {},
  onRemoteStreams() {},
  onMessage() {},
  onFrame: () => false,
  onFramesDrained() {},
  send() {},
};

/** A connection that makes another one as soon as the machine is told to. */
function made() {
  const world = new FakeWorld();
  const events: CallEvent["type"][] = [];
  let number = 0;
  const make = () => connection.make(++number, TRACKS, HANDLERS);
  const connection = new Connection(world, (event) => {
    events.push(event.type);
    if (event.type !== "restart-wanted") make();
  });
  make();
  return { world, connection, events };
}

function offerFrom(from: string) {
  return {
    ...{ type: "description" as const, from, to: null, seq: 1, ack: 0 },
    description: { type: "offer" as const, sdp: "" },
  };
}

Deno.test("hear() makes few connections for offers under ever new names", () => {
  const { world, connection, events } = made();
  for (let i = 0; i < 450; i++) {
    world.peer.foreign = `new-${i}`;
    connection.hear(offerFrom(`new-${i}`));
  }
  assertEquals(world.peers.length, 11);
  // Whoever comes next is somebody else, and begins with what is left.
  connection.forget();
  world.peer.foreign = "else";
  connection.hear(offerFrom("else"));
  assertEquals(world.peers.length, 11);
  assertEquals(events.length, 10);
});

Deno.test("hear() follows a page that makes a new connection every ten seconds", () => {
  const { world, connection } = made();
  for (let i = 1; i <= 360; i++) {
    world.clock.advance(REBUILD_AFTER_MS);
    world.peer.foreign = `new-${i}`;
    connection.hear(offerFrom(`new-${i}`));
    assertEquals(world.peers.length, i + 1);
    assertEquals(world.peer.received.length, 1);
  }
});

Deno.test("hear() takes an offer later that it could not take at once", () => {
  const { world, connection } = made();
  for (let i = 0; i < 20; i++) {
    world.peer.foreign = `new-${i}`;
    connection.hear(offerFrom(`new-${i}`));
  }
  const before = world.peers.length;
  world.clock.advance(REBUILD_AFTER_MS);
  world.peer.foreign = "new-19";
  connection.hear(offerFrom("new-19"));
  assertEquals(world.peers.length, before + 1);
});

Deno.test("hear() follows so many wishes, and makes fewer connections for them", () => {
  const { world, connection, events } = made();
  for (let i = 0; i < 1_000; i++) {
    connection.hear({ type: "restart-wanted", heard: Number.MAX_SAFE_INTEGER });
  }
  assertEquals(events.length, 20);
  world.clock.advance(60_000);
  for (let i = 0; i < 1_000; i++) {
    connection.hear({ type: "rebuild-wanted", connection: world.peer.id });
  }
  assertEquals(world.peers.length, 11);
});

Deno.test("mayRelay() bounds what comes through the server on one visit", () => {
  const { world, connection } = made();
  let chars = 0;
  for (let visitor = 0; visitor < 100; visitor++) {
    connection.forget();
    while (connection.mayRelay(4_096)) chars += 4_096;
  }
  assertEquals(chars, 512 * 1024);
  world.clock.advance(1_000);
  assert(connection.mayRelay(64 * 1024));
  assert(!connection.mayRelay(4_096));
});

Deno.test("make() begins no new allowance, whoever comes and however often", () => {
  const { world, connection } = made();
  let chars = 0;
  for (let number = 2; number < 100; number++) {
    while (world.peer.allowance.direct(4_096, world.clock.now())) {
      chars += 4_096;
    }
    connection.drop();
    connection.forget();
    connection.make(number, TRACKS, HANDLERS);
  }
  assertEquals(chars, 256 * 1024);
});

/** A connection whose code comes later. */
function pending() {
  const world = new FakeWorld();
  const code = Promise.withResolvers<void>();
  let here = false;
  const adapter: ConstructorParameters<typeof Connection>[0] = {
    clock: world.clock,
    newId: () => world.newId(),
    peerConnection: (...made) =>
      here ? world.peerConnection(...made) : code.promise.then(
        () => world.peerConnection(...made),
        () => null,
      ),
  };
  const events: CallEvent["type"][] = [];
  const connection = new Connection(adapter, ({ type }) => {
    events.push(type);
  });
  connection.make(1, TRACKS, HANDLERS);
  const come = async () => {
    here = true;
    code.resolve();
    await settle();
  };
  return { world, connection, code, come, events };
}

const ROLE = {
  initiate: true,
  polite: false,
  fingerprint: "f",
  relayOnly: false,
};
const SERVERS = [{ urls: ["stun:stun.example"] }];

Deno.test("make() has a connection gather with the latest servers and tracks as soon as its code has come", async () => {
  const { world, connection, come } = pending();
  assertEquals(connection.peer, null);
  const tracks = { ...TRACKS };
  connection.useIceServers(SERVERS);
  connection.setTracks(tracks);
  await come();
  assert(connection.peer !== null);
  assertEquals(world.peer.iceServers, SERVERS);
  assert(world.peer.tracks === tracks);
});

Deno.test("drop() leaves no connection behind whose code is on its way", async () => {
  const { world, connection, come } = pending();
  assertEquals(connection.drop(), false);
  await come();
  assertEquals(connection.peer, null);
  assertEquals(world.peers.map(({ closed }) => closed), [true]);
});

Deno.test("make() ends a call whose connection can't be made once its code has come", async () => {
  const { world, come, events } = pending();
  world.peerConnection = () => {
    throw new Error("injected");
  };
  await come();
  assertEquals(events, ["page-failed"]);
});

Deno.test("negotiate() makes a connection whose code did not come before, and fails where it still does not", async () => {
  const { world, connection, code, come } = pending();
  code.reject(new Error("no server"));
  await settle();
  assertThrows(() => connection.negotiate(ROLE), Error, "No code");
  await come();
  assertEquals(connection.negotiate(ROLE), true);
  assertEquals(world.peer.negotiation, ROLE);
});
