import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import {
  Connection,
  type ConnectionPorts,
  type EndReason,
  type SocketPort,
} from "../../signalling/connection.ts";
import { MemoryHub } from "../../signalling/memory_hub.ts";
import { CloseCode, MAX_MESSAGE_BYTES } from "../../signalling/protocol.ts";
import type { RoomHub } from "../../signalling/room_hub.ts";
import { FakeClock } from "./fake_clock.ts";
import { testRules } from "./guests.ts";

const TOKEN = "t".repeat(43);
const KEY = createHash("sha256").update(TOKEN).digest("base64url");
const JOIN = JSON.stringify({ type: "join", token: TOKEN });
const LOOK = JSON.stringify({ type: "look", token: TOKEN });
const PING = JSON.stringify({ type: "ping" });

const RULES = {
  joinTimeoutMs: 5_000,
  lookTimeoutMs: 120_000,
  heartbeatTimeoutMs: 30_000,
  messagesPerSecond: 30,
  messageBurst: 60,
  bufferedBytes: 262_144,
};

/** A socket that writes down what is done to it. */
class FakeSocket implements SocketPort {
  readyState: 0 | 1 | 2 | 3 = 1;
  bufferedAmount = 0;
  readonly sent: Record<string, unknown>[] = [];
  readonly closes: (number | undefined)[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code?: number): void {
    this.closes.push(code);
    this.readyState = 2;
  }
}

function connect(
  ports: Partial<ConnectionPorts> = {},
  clock = new FakeClock(),
) {
  const socket = new FakeSocket();
  const ends: EndReason[] = [];
  const hub = new MemoryHub(testRules(), clock);
  const connection = new Connection(socket, KEY, RULES, {
    hub,
    clock,
    address: "4:1",
    admitJoin: () => true,
    admitLook: () => true,
    ended: (why) => ends.push(why),
    ...ports,
  });
  return { socket, ends, hub, clock, connection };
}

type Scene = ReturnType<typeof connect>;

function assertEnded(scene: Scene, why: EndReason, code: number): void {
  assertEquals(scene.ends, [why]);
  assertEquals(scene.socket.closes, [code]);
}

function assertFailed(scene: Scene, error: string, code: number): void {
  assertEquals(scene.socket.sent.at(-1), {
    type: "error",
    code: error,
    fatal: true,
  });
  assertEquals(scene.socket.closes, [code]);
  assertEquals(scene.ends, [error]);
}

Deno.test("receive() admits a join, and answers a ping", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.connection.receive(PING);
  const types = scene.socket.sent.map(({ type }) => type);
  assertEquals(types, ["joined", "pong"]);
  assertEquals(scene.socket.closes, []);
});

Deno.test("a socket that does not join in time is closed, to the millisecond", () => {
  const scene = connect();
  scene.clock.advance(4_999);
  assertEquals(scene.ends, []);
  scene.clock.advance(1);
  assertFailed(scene, "join-timeout", CloseCode.badMessage);
});

Deno.test("receive() refuses anything before join", () => {
  const signal = JSON.stringify({ type: "signal", seq: 1, ack: 0, data: "" });
  for (const frame of [PING, signal, '{"type":"leave"}', '{"type":"pong"}']) {
    const scene = connect();
    scene.connection.receive(frame);
    assertFailed(scene, "expected-join", CloseCode.badMessage);
  }
});

Deno.test("receive() refuses a second join", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.connection.receive(JOIN);
  assertFailed(scene, "already-joined", CloseCode.badMessage);
});

Deno.test("receive() refuses a token that does not hash to the key", () => {
  for (const type of ["join", "look"]) {
    const scene = connect();
    const token = "T".repeat(43);
    scene.connection.receive(JSON.stringify({ type, token }));
    assertFailed(scene, "bad-token", CloseCode.refused);
    assertEquals([scene.hub.held.rooms, scene.hub.lookedAt], [0, 0]);
  }
});

Deno.test("receive() lets somebody look, who takes no seat and has nothing to say but join", () => {
  const lock = JSON.stringify({ type: "lock", locked: true });
  const card = JSON.stringify({ type: "card", card: "A" });
  const signal = JSON.stringify({ type: "signal", seq: 1, ack: 0, data: "" });
  const words = [PING, lock, card, signal, '{"type":"leave"}'];
  for (const frame of [...words, LOOK]) {
    const scene = connect();
    scene.connection.receive(LOOK);
    assertEquals(scene.socket.sent, [
      { type: "present", people: [], locked: false, mayJoin: true },
    ]);
    assertEquals([scene.hub.held.rooms, scene.hub.lookedAt], [0, 1]);
    scene.connection.receive(frame);
    const error = words.includes(frame) ? "expected-join" : "already-joined";
    assertFailed(scene, error, CloseCode.badMessage);
    assertEquals([scene.hub.held.members, scene.hub.lookedAt], [0, 0]);
  }
});

Deno.test("receive() lets one who looks join, once, as any other guest", () => {
  const scene = connect();
  scene.connection.receive(LOOK);
  scene.connection.receive(JOIN);
  const types = () => scene.socket.sent.map(({ type }) => type);
  assertEquals(types(), ["present", "joined"]);
  const { rooms, members } = scene.hub.held;
  assertEquals([rooms, members, scene.hub.lookedAt], [1, 1, 0]);
  scene.connection.receive(JSON.stringify({ type: "card", card: "A" }));
  scene.connection.receive(PING);
  assertEquals(types(), ["present", "joined", "pong"]);
  scene.connection.receive(JOIN);
  assertFailed(scene, "already-joined", CloseCode.badMessage);
});

Deno.test("one who looked and joined keeps the time of guests", () => {
  const scene = connect();
  scene.connection.receive(LOOK);
  scene.clock.advance(119_999);
  scene.connection.receive(JOIN);
  for (let n = 0; n < 8; n++) {
    scene.clock.advance(29_999);
    scene.connection.receive(PING);
  }
  assertEquals(scene.ends, []);
  scene.clock.advance(30_000);
  assertEnded(scene, "silent", CloseCode.heartbeat);
});

Deno.test("one who looks joins under the limits and with the token of any other", () => {
  let joins = 0;
  const often = connect({ admitJoin: () => ++joins > 1 });
  often.connection.receive(LOOK);
  assertEquals(joins, 0);
  often.connection.receive(JOIN);
  assertFailed(often, "rate", CloseCode.rate);
  const stranger = connect();
  stranger.connection.receive(LOOK);
  const token = "T".repeat(43);
  stranger.connection.receive(JSON.stringify({ type: "join", token }));
  assertFailed(stranger, "bad-token", CloseCode.refused);
  for (const { hub } of [often, stranger]) {
    const { rooms, members } = hub.held;
    assertEquals([rooms, members, hub.lookedAt], [0, 0, 0]);
  }
});

Deno.test("a join comes too late when the look has had its time, or the server drains", () => {
  const timed = connect();
  timed.connection.receive(LOOK);
  timed.clock.advance(120_000);
  const drained = connect();
  drained.connection.receive(LOOK);
  drained.connection.drain(7);
  for (const scene of [timed, drained]) {
    scene.connection.receive(JOIN);
    assertEquals(scene.hub.held, { rooms: 0, members: 0, timers: 0 });
    assertEquals(scene.ends.length, 1);
  }
  assertEquals(drained.socket.sent.at(-1), { type: "drain", afterMs: 7 });
});

Deno.test("a look ends after two minutes, in peace", () => {
  const scene = connect();
  scene.connection.receive(LOOK);
  scene.clock.advance(119_999);
  assertEquals(scene.ends, []);
  scene.clock.advance(1);
  assertEnded(scene, "looked", CloseCode.normal);
  assertEquals([scene.hub.lookedAt, scene.clock.pending], [0, 0]);
});

Deno.test("receive() refuses what is no message, and what is too big", () => {
  for (const frame of ["", "{}", new ArrayBuffer(2), new Blob(["{}"]), null]) {
    const scene = connect();
    scene.connection.receive(frame);
    assertFailed(scene, "bad-message", CloseCode.badMessage);
  }
  const scene = connect();
  scene.connection.receive("x".repeat(MAX_MESSAGE_BYTES + 1));
  assertFailed(scene, "too-big", CloseCode.tooBig);
});

Deno.test("receive() refuses a join or a look that comes too often from one address, each for itself", () => {
  const noJoin = connect({ admitJoin: () => false });
  noJoin.connection.receive(JOIN);
  assertFailed(noJoin, "rate", CloseCode.rate);
  const noLook = connect({ admitLook: () => false });
  noLook.connection.receive(LOOK);
  assertFailed(noLook, "rate", CloseCode.rate);
  const look = connect({ admitJoin: () => false });
  look.connection.receive(LOOK);
  assertEquals(look.ends, []);
});

Deno.test("receive() allows bursts of sixty and thirty a second", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  for (let i = 1; i < 60; i++) scene.connection.receive(PING);
  assertEquals(scene.ends, []);
  scene.clock.advance(1_000);
  for (let i = 0; i < 30; i++) scene.connection.receive(PING);
  assertEquals(scene.ends, []);
  scene.connection.receive(PING);
  assertFailed(scene, "rate", CloseCode.rate);
});

Deno.test("a silent socket is closed after the time-out, a heard one is not", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.clock.advance(29_999);
  scene.connection.receive(PING);
  scene.clock.advance(29_999);
  assertEquals(scene.ends, []);
  scene.clock.advance(1);
  assertEnded(scene, "silent", CloseCode.heartbeat);
});

Deno.test("deliver() closes a socket that does not read", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.socket.bufferedAmount = RULES.bufferedBytes;
  scene.connection.deliver("{}");
  assertEquals(scene.ends, []);
  scene.socket.bufferedAmount++;
  scene.connection.deliver("{}");
  assertEnded(scene, "too-slow", CloseCode.tooBig);
});

Deno.test("the seat is held as soon as the socket is closed from here", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.connection.receive("nonsense");
  assertEquals(scene.hub.held, { rooms: 1, members: 0, timers: 1 });
});

Deno.test("lost() may be said again and again", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.connection.lost();
  scene.connection.lost();
  assertEquals(scene.ends, ["closed"]);
  assertEquals(scene.hub.held.members, 0);
  scene.connection.receive(PING);
  scene.connection.deliver("{}");
  assertEquals(scene.socket.sent.length, 1);
});

Deno.test("leave closes the socket, and the seat is free", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.connection.receive('{"type":"leave"}');
  assertEnded(scene, "closed-by-room", CloseCode.normal);
  assertEquals(scene.hub.held, { rooms: 0, members: 0, timers: 0 });
  assertEquals(scene.clock.pending, 0);
});

Deno.test("probe() pings, and the next message of any kind answers", () => {
  const answers: string[] = [];
  const hub = new MemoryHub(testRules(), new FakeClock());
  hub.answer = () => {
    answers.push("answer");
    return Promise.resolve();
  };
  const scene = connect({ hub });
  scene.connection.receive(JOIN);
  scene.connection.receive(PING);
  assertEquals(answers, []);
  scene.connection.probe();
  assertEquals(scene.socket.sent.at(-1), { type: "ping" });
  scene.connection.receive(PING);
  scene.connection.receive(PING);
  assertEquals(answers, ["answer"]);
});

Deno.test("drain() says when to come back, and closes", () => {
  const scene = connect();
  scene.connection.receive(JOIN);
  scene.connection.drain(1_234);
  assertEquals(scene.socket.sent.at(-1), { type: "drain", afterMs: 1_234 });
  assertEnded(scene, "drained", CloseCode.drain);
});

Deno.test("a socket that throws takes nobody with it", () => {
  const scene = connect();
  const fail = () => {
    throw new Error("not open");
  };
  scene.socket.send = fail;
  scene.socket.close = fail;
  scene.connection.receive(JOIN);
  assertEquals(scene.ends, ["broken"]);
  assertEquals(scene.hub.held.members, 0);
});

Deno.test("a socket that has never opened is sent nothing", () => {
  const scene = connect();
  scene.socket.readyState = 0;
  scene.clock.advance(5_000);
  assertEquals(scene.socket.sent, []);
  assertEquals(scene.ends, ["join-timeout"]);
});

function brokenHub(fail: () => Promise<void>): RoomHub {
  const done = () => Promise.resolve();
  return {
    join: fail,
    look: fail,
    card: done,
    lock: done,
    release: done,
    send: done,
    answer: done,
    leave: done,
    disconnect: fail,
    close: () => {},
  };
}

Deno.test("a hub that fails closes the socket and nothing more", async () => {
  const rejecting = connect({
    hub: brokenHub(() => Promise.reject(new Error("gone"))),
  });
  rejecting.connection.receive(JOIN);
  await Promise.resolve();
  await Promise.resolve();
  assertEnded(rejecting, "broken", CloseCode.broken);
});

Deno.test("a hub that throws closes the socket and nothing more", () => {
  const throwing = connect({
    hub: brokenHub(() => {
      throw new Error("gone");
    }),
  });
  throwing.connection.receive(JOIN);
  assertEnded(throwing, "broken", CloseCode.broken);
});
