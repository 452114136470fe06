import { assert, assertEquals } from "@std/assert";
import { MAX_DELAY_MS } from "../../../call/signalling/backoff.ts";
import { ASK_FIRST_AFTER } from "../../../call/signalling/reconnection.ts";
import { PING_EVERY_MS } from "../../../call/signalling/signalling_client.ts";
import {
  JOIN_DEADLINE_MS,
  PONG_DEADLINE_MS,
  PROBE_DEADLINE_MS,
} from "../../../call/signalling/signalling_line.ts";
import type { Joined } from "../../../signalling/protocol.ts";
import {
  ACCESS,
  ANN,
  BOB,
  bob,
  CYD,
  joined,
  PAGE,
  setUp,
} from "./client_stage.ts";

Deno.test("SignallingClient.open() joins with the token and what is parked", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "hello", null);
  enter();
  assertEquals(last().said, [{
    type: "join",
    token: ACCESS.token,
    page: PAGE,
    data: "hello",
  }]);
  assertEquals(heard("phase").map(([, p]) => p), ["opening", "open"]);
  assertEquals(heard("joined"), [["joined", ANN, null, null]]);
});

Deno.test("SignallingClient joins at once over a socket that was open before", () => {
  const { client, clock, last, heard, sockets } = setUp(true);
  client.open(ACCESS, "hello", null);
  assertEquals(last().said.map(({ type }) => type), ["join", "ping"]);
  last().tell(joined());
  last().tell({ type: "pong" });
  clock.advance(JOIN_DEADLINE_MS);
  assertEquals(heard("joined"), [["joined", ANN, null, null]]);
  assertEquals(heard("phase").map(([, p]) => p), ["opening", "open"]);
  assertEquals(sockets.length, 1);
});

Deno.test("SignallingClient takes what it was still told as one who looks for no sign of life", () => {
  const { client, clock, last, sockets } = setUp(true);
  client.open(ACCESS, "hello", null);
  last().tell({ type: "present", people: [], locked: false });
  clock.advance(PROBE_DEADLINE_MS);
  assertEquals(sockets.length, 2);
});

Deno.test("SignallingClient hears over a socket that was open before what it would over a new one", () => {
  for (
    const [code, close, refused] of [
      ["full", 4003, true],
      ["locked", 4423, true],
      ["rate", 4429, false],
    ] as const
  ) {
    const { client, last, heard, sockets } = setUp(true);
    client.open(ACCESS, "hello", null);
    last().tell({ type: "error", code, fatal: true });
    last().drop(close);
    assertEquals(heard("refused"), refused ? [["refused", code]] : []);
    const phase = refused ? "closed" : "backing-off";
    assertEquals(heard("phase").at(-1), ["phase", phase]);
    assertEquals(sockets.length, 1);
  }
  const { client, clock, last, sockets } = setUp(true);
  client.open(ACCESS, "hello", null);
  last().tell({ type: "drain", afterMs: 2_500 });
  last().drop(1012);
  clock.advance(2_499);
  assertEquals(sockets.length, 1);
  clock.advance(1);
  assertEquals(sockets.length, 2);
});

Deno.test("SignallingClient comes back with its claim, and says again what was not heard", () => {
  const { client, clock, last, enter, sockets } = setUp();
  client.open(ACCESS, "hello", null);
  enter();
  last().tell(bob());
  client.send("one");
  client.send("two");
  client.send("three");
  last().tell({ type: "signal", seq: 1, ack: 1, data: "from bob" });
  last().drop();
  client.send("four");
  clock.advance(250);
  assertEquals(sockets.length, 2);
  last().open();
  assertEquals(last().said, [{
    type: "join",
    token: ACCESS.token,
    page: PAGE,
    data: "hello",
    resume: { seat: 0, secret: "secret-of-ann", epoch: 1, received: 1 },
  }]);
  last().tell(joined({ id: BOB, state: "here", epoch: 1, received: 2 }));
  assertEquals(last().said.slice(1), [
    { type: "signal", to: BOB, seq: 3, ack: 1, data: "three" },
    { type: "signal", to: BOB, seq: 4, ack: 1, data: "four" },
  ]);
});

Deno.test("SignallingClient reports each message once, and in order", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().tell(bob());
  for (const seq of [1, 1, 3, 2, 2, 3]) {
    last().tell({ type: "signal", seq, ack: 0, data: `${seq}` });
  }
  assertEquals(heard("data"), [["data", "1"], ["data", "2"], ["data", "3"]]);
});

Deno.test("SignallingClient tells a new person nothing that was meant for the one before", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().tell(bob());
  client.send("for bob");
  last().tell(bob({ state: "gone" }));
  last().tell({ ...bob(), id: CYD });
  const before = last().said.length;
  client.send("for cyd");
  assertEquals(last().said.slice(before), [
    { type: "signal", to: CYD, seq: 1, ack: 0, data: "for cyd" },
  ]);
  assertEquals(heard("gone"), [["gone"]]);
});

Deno.test("SignallingClient takes renewed credentials for no news of the peer", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().tell(bob());
  client.send("once");
  const before = last().said.length;
  last().tell(bob({ ice: [{ urls: ["turn:relay.example"] }] }));
  assertEquals(heard("ice").at(-1), ["ice", [{
    urls: ["turn:relay.example"],
  }]]);
  assertEquals(heard("here").length, 1);
  assertEquals(last().said.length, before);
  last().tell(bob({ epoch: 2 }));
  assertEquals(heard("here").length, 2);
  assertEquals(last().said.length, before + 1);
});

Deno.test("SignallingClient starts the numbers over with the peer's reload", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().tell(bob({ page: "before-page" }));
  client.send("to the page before");
  last().tell({ type: "signal", seq: 1, ack: 1, data: "from before" });
  last().tell(bob({ epoch: 2, page: "after-page1" }));
  last().tell({ type: "signal", seq: 1, ack: 0, data: "from after" });
  client.send("to the page after");
  assertEquals(heard("data").map(([, d]) => d), ["from before", "from after"]);
  assertEquals(last().said.at(-1), {
    type: "signal",
    to: BOB,
    seq: 1,
    ack: 1,
    data: "to the page after",
  });
});

Deno.test("SignallingClient addresses the page of its peer, where the server knows pages", () => {
  for (const pages of [true, undefined]) {
    const { client, last } = setUp();
    client.open(ACCESS, "hello", null);
    last().open();
    const peer = { ...bob({ page: "page-of-bob" }), state: "here" as const };
    last().tell({ ...joined(peer), ...(pages && { pages }) });
    client.send("hi");
    const page = pages && { page: "page-of-bob" };
    assertEquals(last().said.at(-1), {
      ...{ type: "signal", to: BOB, ack: 0, seq: 1, data: "hi" },
      ...page,
    });
  }
});

Deno.test("SignallingClient opens a socket beside one that does not answer, and changes over", () => {
  const { client, clock, last, enter, sockets, heard } = setUp();
  client.open(ACCESS, "", null);
  enter();
  clock.advance(10_000);
  assertEquals(last().said.at(-1), { type: "ping" });
  last().tell({ type: "pong" });
  clock.advance(10_000 + PONG_DEADLINE_MS);
  assertEquals(sockets.length, 2);
  assertEquals(heard("phase").at(-1), ["phase", "open"]);
  last().open();
  assertEquals(last().said[0]?.type, "join");
  assertEquals(sockets[0]?.readyState, WebSocket.CLOSED);
  // The orphan is heard no more.
  sockets[0]?.tell(bob());
  assertEquals(heard("here"), []);
  last().tell(joined());
  assertEquals(heard("phase").at(-1), ["phase", "open"]);
});

Deno.test("SignallingClient keeps the old socket if it speaks before the new one opens", () => {
  const { client, clock, enter, sockets, heard } = setUp();
  client.open(ACCESS, "", null);
  enter();
  client.probe();
  clock.advance(PROBE_DEADLINE_MS);
  assertEquals(sockets.length, 2);
  sockets[0]?.tell({ type: "pong" });
  assertEquals(sockets[1]?.readyState, WebSocket.CLOSED);
  sockets[1]?.open();
  assertEquals(sockets[1]?.said, []);
  clock.advance(5_000);
  assertEquals(heard("phase").at(-1), ["phase", "open"]);
});

Deno.test("SignallingClient backs off when the new socket can't be had either", () => {
  const { client, clock, last, enter, sockets, heard } = setUp();
  client.open(ACCESS, "", null);
  enter();
  client.probe();
  clock.advance(PROBE_DEADLINE_MS);
  last().drop();
  assertEquals(heard("phase").at(-1), ["phase", "backing-off"]);
  clock.advance(250);
  assertEquals(sockets.length, 3);
});

Deno.test("SignallingClient asks whether the server is back before it opens many sockets", async () => {
  const { client, clock, server, last, enter, sockets, heard } = setUp();
  client.open(ACCESS, "", null);
  enter();
  server.up = false;
  last().drop();
  for (let n = 0; n < ASK_FIRST_AFTER; n++) {
    clock.advance(MAX_DELAY_MS);
    last().drop();
  }
  const opened = sockets.length;
  const wait = async () => {
    clock.advance(MAX_DELAY_MS);
    await Promise.resolve();
    await Promise.resolve();
  };
  for (let n = 0; n < 20; n++) await wait();
  assertEquals(sockets.length, opened);
  assertEquals(heard("phase").at(-1), ["phase", "backing-off"]);
  server.up = true;
  await wait();
  assertEquals(sockets.length, opened + 1);
  enter();
  assertEquals(heard("phase").at(-1), ["phase", "open"]);
});

Deno.test("SignallingClient gives up a socket on which no joined comes", () => {
  const { client, clock, sockets } = setUp();
  client.open(ACCESS, "", null);
  clock.advance(JOIN_DEADLINE_MS + 250);
  assertEquals(sockets.length, 2);
});

Deno.test("SignallingClient comes back where another socket of its page took the seat", () => {
  const { client, clock, last, enter, sockets, heard } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().drop(4410);
  clock.advance(JOIN_DEADLINE_MS);
  assertEquals(heard("refused"), []);
  assertEquals(sockets.length, 2);
});

Deno.test("SignallingClient stops where the server will not have it", () => {
  for (
    const [code, reason] of [
      [4003, "full"],
      [4403, "refused"],
      [4409, "replaced"],
      [4400, "protocol"],
    ] as const
  ) {
    const { client, clock, last, enter, sockets, heard } = setUp();
    client.open(ACCESS, "", null);
    enter();
    last().drop(code);
    clock.advance(60_000);
    assertEquals(heard("refused"), [["refused", reason]]);
    assertEquals(sockets.length, 1);
    assertEquals(clock.pending, 0);
  }
});

Deno.test("SignallingClient waits as long as a draining server asks", () => {
  const { client, clock, last, enter, sockets } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().tell({ type: "drain", afterMs: 2_500 });
  last().drop(1012);
  clock.advance(2_499);
  assertEquals(sockets.length, 1);
  clock.advance(1);
  assertEquals(sockets.length, 2);
});

Deno.test("SignallingClient treats a server that talks nonsense as lost", () => {
  const { client, last, enter, heard } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().tell("<html>");
  assertEquals(heard("phase").at(-1), ["phase", "backing-off"]);
});

Deno.test("SignallingClient.close() says leave, and leaves no timer", () => {
  const { client, clock, last, enter } = setUp();
  client.open(ACCESS, "", null);
  enter();
  const socket = last();
  client.close(true);
  assertEquals(socket.said.at(-1), { type: "leave" });
  assertEquals(socket.readyState, WebSocket.CLOSED);
  assertEquals(clock.pending, 0);
});

Deno.test("SignallingClient.open() after close is a new person", () => {
  const { client, last, enter } = setUp();
  client.open(ACCESS, "", null);
  enter();
  client.close(true);
  client.open(ACCESS, "", null);
  enter();
  assertEquals(last().said, [{
    type: "join",
    token: ACCESS.token,
    page: PAGE,
    data: "",
  }]);
});

const LOCKABLE: Joined = { ...joined(), locked: false };

Deno.test("SignallingClient.show() and lock() say nothing to a server that may not know the words", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "hello", null);
  client.show("card");
  client.lock(true);
  enter();
  client.lock(true);
  assertEquals(last().said.map(({ type }) => type), ["join"]);
  assertEquals(heard("locked"), [["locked", null]]);
});

Deno.test("SignallingClient.show() shows the latest card, over every socket", () => {
  const { client, last, enter } = setUp();
  client.open(ACCESS, "hello", null);
  client.show("first");
  enter(LOCKABLE);
  client.show("second");
  assertEquals(last().said.slice(1), [
    { type: "card", card: "first" },
    { type: "card", card: "second" },
  ]);
  last().drop(1012);
  client.probe();
  enter(LOCKABLE);
  assertEquals(last().said.slice(1), [{ type: "card", card: "second" }]);
});

Deno.test("SignallingClient.lock() asks, and reports what the server says", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "hello", null);
  enter(LOCKABLE);
  client.lock(true);
  assertEquals(last().said.at(-1), { type: "lock", locked: true });
  assertEquals(heard("locked").map(([, locked]) => locked), [false]);
  last().tell({ type: "lock", locked: true });
  assertEquals(heard("locked").map(([, locked]) => locked), [false, true]);
});

Deno.test("SignallingClient says with its join that the room was locked, and who else may come back", () => {
  const { client, last, enter } = setUp();
  const again = () => {
    last().drop(1012);
    client.probe();
    enter({ ...LOCKABLE, locked: true });
    return last().said[0];
  };
  client.open(ACCESS, "hello", null);
  enter(LOCKABLE);
  const before = again();
  assert(before?.type === "join" && before.locked === undefined);
  const alone = again();
  assert(alone?.type === "join");
  assertEquals(alone.locked, {});
  last().tell(bob());
  const withBob = again();
  assert(withBob?.type === "join");
  assertEquals(withBob.locked, { with: BOB });
  last().tell(bob({ state: "gone" }));
  const without = again();
  assert(without?.type === "join");
  assertEquals(without.locked, {});
});

Deno.test("SignallingClient is told that the room is locked, and stops", () => {
  const { client, clock, sockets, last, heard } = setUp();
  client.open(ACCESS, "hello", null);
  last().open();
  last().tell({ type: "error", code: "locked", fatal: true });
  last().drop(4423);
  assertEquals(heard("refused"), [["refused", "locked"]]);
  clock.advance(60_000);
  assertEquals(sockets.length, 1);
});

Deno.test("SignallingClient.probe() asks a server again that has refused it, with the same claim", () => {
  const { client, last, enter, sockets, heard } = setUp();
  client.open(ACCESS, "hello", null);
  enter();
  last().drop(4003);
  assertEquals(heard("refused"), [["refused", "full"]]);
  client.probe();
  client.probe();
  assertEquals(sockets.length, 2);
  last().open();
  const [join] = last().said;
  assert(join?.type === "join");
  assertEquals(join.resume?.secret, "secret-of-ann");
  last().tell(joined());
  assertEquals(heard("phase").at(-1), ["phase", "open"]);

  last().drop(4003);
  client.close(false);
  client.probe();
  assertEquals(sockets.length, 2);
});

Deno.test("SignallingClient.release() gives up the peer's lost socket, and no other", () => {
  const { client, last, enter } = setUp();
  client.open(ACCESS, "hello", null);
  enter();
  const said = () => last().said.filter(({ type }) => type === "release");
  client.release();
  last().tell(bob());
  client.release();
  assertEquals(said(), []);
  last().tell(bob({ state: "reconnecting", epoch: 3 }));
  client.release();
  assertEquals(said(), [{ type: "release", peer: BOB, epoch: 3 }]);
  last().tell(bob({ epoch: 4 }));
  client.release();
  last().tell(bob({ state: "gone", epoch: 4 }));
  client.release();
  assertEquals(said().length, 1);
});

Deno.test("SignallingClient.release() says nothing to a server that may not know the word", () => {
  const { client, last, enter } = setUp();
  client.open(ACCESS, "hello", null);
  const { releases: _, ...older } = joined();
  enter(older);
  last().tell(bob({ state: "reconnecting" }));
  client.release();
  assertEquals(last().said.map(({ type }) => type), ["join"]);
});

const HELD = { type: "error", code: "full", fatal: false } as const;

Deno.test("SignallingClient waits on one socket for a held seat, keeps it alive, and is in", () => {
  for (const wasOpen of [false, true]) {
    const { client, clock, sockets, last, heard } = setUp(wasOpen);
    client.open(ACCESS, "hello", null);
    if (!wasOpen) last().open();
    last().tell(HELD);
    if (wasOpen) last().tell({ type: "pong" });
    for (let pings = 1; pings <= 15; pings++) {
      clock.advance(PING_EVERY_MS);
      assertEquals(last().said.at(-1), { type: "ping" });
      last().tell({ type: "pong" });
    }
    assertEquals(heard("phase").at(-1), ["phase", "queued"]);
    last().tell(joined());
    assertEquals(heard("phase").at(-1), ["phase", "open"]);
    assertEquals([sockets.length, heard("refused")], [1, []]);
  }
});

Deno.test("SignallingClient is refused when a held seat is taken again, and stops", () => {
  const { client, clock, sockets, last, heard } = setUp();
  client.open(ACCESS, "hello", null);
  last().open();
  last().tell(HELD);
  last().tell({ ...HELD, fatal: true });
  last().drop(4003);
  clock.advance(60_000);
  assertEquals(heard("refused"), [["refused", "full"]]);
  assertEquals(sockets.length, 1);
});

Deno.test("SignallingClient joins anew when the socket falls silent on which it waits", () => {
  const { client, clock, sockets, last, heard } = setUp();
  client.open(ACCESS, "hello", null);
  last().open();
  last().tell(HELD);
  clock.advance(PING_EVERY_MS + PONG_DEADLINE_MS);
  assertEquals(sockets.length, 2);
  last().open();
  assertEquals(last().said.map(({ type }) => type), ["join"]);
  assertEquals(heard("phase").at(-1), ["phase", "opening"]);
  last().tell(HELD);
  assertEquals(heard("phase").at(-1), ["phase", "queued"]);
});

Deno.test("SignallingClient.close() gives up its place in the queue", () => {
  const { client, last } = setUp();
  client.open(ACCESS, "hello", null);
  last().open();
  last().tell(HELD);
  client.close(true);
  assertEquals(last().said.at(-1), { type: "leave" });
});

Deno.test("SignallingClient finds the peer here after a restart, whatever their epoch is", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "hello", null);
  enter(joined({ id: BOB, state: "here", epoch: 1, received: 0 }));
  last().drop(1012);
  client.probe();
  enter();
  last().tell(bob());
  assertEquals(heard("here"), [["here", ANN, { id: BOB }, null]]);
});
