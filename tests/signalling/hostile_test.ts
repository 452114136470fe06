/**
 * Whatever one socket does, the others do not feel it: not its peer, and not
 * the other room.
 */
import {
  assertEquals,
  assertLess,
  assertMatch,
  assertObjectMatch,
} from "@std/assert";
import {
  CloseCode,
  type ErrorCode,
  MAX_MESSAGE_BYTES,
} from "../../signalling/protocol.ts";
import { Client, pair, relay } from "./client.ts";
import { FakeClock } from "./fake_clock.ts";
import { frame, RawClient } from "./raw_client.ts";
import { newRoom, onBoth, type RoomAccess } from "./server.ts";

const SIGNAL = { type: "signal", seq: 1, ack: 0, data: "x" };
const PING = JSON.stringify({ type: "ping" });

/** What a person who has a seat may say wrongly. */
const OFFENCES: {
  what: string;
  say: (client: Client, room: RoomAccess) => void;
  error: ErrorCode;
  code: number;
}[] = [
  {
    what: "no JSON",
    say: (client) => client.sendFrame("hello"),
    error: "bad-message",
    code: CloseCode.badMessage,
  },
  {
    what: "an unknown type",
    say: (client) => client.send({ type: "shout" }),
    error: "bad-message",
    code: CloseCode.badMessage,
  },
  {
    what: "an unknown field",
    say: (client) => client.send({ ...SIGNAL, to: "everyone" }),
    error: "bad-message",
    code: CloseCode.badMessage,
  },
  {
    what: "a deep nest",
    say: (client) => client.sendFrame("[".repeat(MAX_MESSAGE_BYTES)),
    error: "bad-message",
    code: CloseCode.badMessage,
  },
  {
    what: "a prototype",
    say: (client) => client.sendFrame('{"__proto__":{"type":"ping"}}'),
    error: "bad-message",
    code: CloseCode.badMessage,
  },
  {
    what: "bytes",
    say: (client) => client.sendFrame(new ArrayBuffer(8)),
    error: "bad-message",
    code: CloseCode.badMessage,
  },
  {
    what: "one byte too many",
    say: (client) => client.sendFrame(PING.padEnd(MAX_MESSAGE_BYTES + 1)),
    error: "too-big",
    code: CloseCode.tooBig,
  },
  {
    what: "a megabyte",
    say: (client) => client.sendFrame("x".repeat(2 ** 20)),
    error: "too-big",
    code: CloseCode.tooBig,
  },
  {
    what: "a look from a seat",
    say: (client, { token }) => client.send({ type: "look", token }),
    error: "already-joined",
    code: CloseCode.badMessage,
  },
  {
    what: "a card in plain words",
    say: (client) => client.send({ type: "card", card: "It's me, Nora" }),
    error: "bad-message",
    code: CloseCode.badMessage,
  },
  {
    what: "join again",
    say: (client, { token }) => client.send({ type: "join", token }),
    error: "already-joined",
    code: CloseCode.badMessage,
  },
  {
    what: "too much at once",
    say: (client) => {
      // With `join`, one more than a burst.
      for (let i = 0; i < 60; i++) client.sendFrame('{"type":"pong"}');
    },
    error: "rate",
    code: CloseCode.rate,
  },
];

for (const { what, say, error, code } of OFFENCES) {
  onBoth(`a person who says ${what} hurts nobody else`, async (start) => {
    // No time passes, so that the rate is met to the message.
    await using server = start({}, new FakeClock());
    const room = newRoom();
    const here = await pair(server, room);
    const elsewhere = await pair(server, newRoom());
    say(here.ada, room);
    assertEquals(await here.ada.next(), {
      type: "error",
      code: error,
      fatal: true,
    });
    assertEquals(await here.ada.closed, code);
    assertObjectMatch(await here.ben.next(), { state: "reconnecting" });
    await relay(elsewhere.ada, elsewhere.ben);
    const again = await Client.join(server, room, {
      resume: {
        seat: here.adas.seat,
        secret: here.adas.resume,
        received: 0,
      },
    });
    assertEquals(again.joined.self, here.adas.self);
    await here.ben.next();
    await relay(here.ben, again.client);
  });
}

/** What somebody at the door may say wrongly. */
const FIRST_WORDS: [frame: string, error: ErrorCode, code: number][] = [
  [PING, "expected-join", CloseCode.badMessage],
  [JSON.stringify(SIGNAL), "expected-join", CloseCode.badMessage],
  ['{"type":"leave"}', "expected-join", CloseCode.badMessage],
  ["GET / HTTP/1.1", "bad-message", CloseCode.badMessage],
  ['{"type":"join","token":"short"}', "bad-message", CloseCode.badMessage],
  [
    JSON.stringify({ type: "join", token: newRoom().token }),
    "bad-token",
    CloseCode.refused,
  ],
];

onBoth(
  "a stranger who does not say the right word gets in nowhere",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const { ada, ben } = await pair(server, room);
    for (const [words, error, code] of FIRST_WORDS) {
      const stranger = await Client.open(server, room);
      stranger.sendFrame(words);
      assertEquals(await stranger.next(), {
        type: "error",
        code: error,
        fatal: true,
      });
      assertEquals(await stranger.closed, code);
    }
    await relay(ada, ben);
  },
);

onBoth(
  "a stranger who says nothing is closed after five seconds",
  async (start) => {
    const clock = new FakeClock();
    await using server = start({}, clock);
    const stranger = await Client.open(server, newRoom());
    clock.advance(5_000);
    assertObjectMatch(await stranger.next(), { code: "join-timeout" });
    assertEquals(await stranger.closed, CloseCode.badMessage);
  },
);

/** What breaks RFC 6455 itself; Deno closes these by itself. */
const BROKEN_FRAMES: [what: string, bytes: Uint8Array][] = [
  ["a reserved opcode", frame("", { opcode: 3 })],
  ["a fragmented ping", frame("", { opcode: 9, fin: false })],
  ["a long ping", frame("x".repeat(200), { opcode: 9 })],
  ["text that is not UTF-8", frame(new Uint8Array([0xc3, 0x28]))],
  ["a continuation of nothing", frame("x", { opcode: 0 })],
  ["a frame of exabytes", frame("x", { claimed: 2 ** 52 })],
  ["a close code that nobody may use", frame("\x03\xed", { opcode: 8 })],
];

for (const [what, bytes] of BROKEN_FRAMES) {
  onBoth(`${what} ends its own socket only`, async (start) => {
    await using server = start();
    const room = newRoom();
    const path = `/api/signal/${room.key}`;
    using raw = await RawClient.request(server.port, path);
    await raw.readUntil("\r\n\r\n");
    const join = JSON.stringify({ type: "join", token: room.token });
    await raw.write(frame(join));
    await raw.readUntil("heartbeat");
    const { client: ben } = await Client.join(server, room);
    await raw.write(bytes);
    assertObjectMatch(await ben.next(), { state: "reconnecting" });
    const elsewhere = await pair(server, newRoom());
    await relay(elsewhere.ada, elsewhere.ben);
  });
}

onBoth(
  "an address may hold sixty sockets, and one more when one has gone",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const clients: Client[] = [];
    for (let i = 0; i < 60; i++) clients.push(await Client.open(server, room));
    using refused = await RawClient.request(
      server.port,
      `/api/signal/${room.key}`,
    );
    assertMatch(await refused.read(), /^HTTP\/1.1 429 .*Too many connections/s);
    clients[0]?.close();
    await clients[0]?.closed;
    using admitted = await RawClient.request(
      server.port,
      `/api/signal/${room.key}`,
    );
    assertMatch(await admitted.read(), /^HTTP\/1.1 101 /);
  },
);

onBoth(
  "a socket that leaves the close frame unanswered keeps its place",
  async (start) => {
    await using server = start({ MAX_SOCKETS_PER_ADDRESS: "1" });
    const path = `/api/signal/${newRoom().key}`;
    using raw = await RawClient.request(server.port, path);
    await raw.readUntil("\r\n\r\n");
    await raw.write(frame("nonsense"));
    await raw.readUntil("bad-message");
    using second = await RawClient.request(server.port, path);
    assertMatch(await second.read(), /^HTTP\/1.1 429 /);
  },
);

onBoth(
  "a socket that does not read is closed, and nobody waits for it",
  async (start) => {
    await using server = start({ MAX_MESSAGE_BURST: "10000" });
    const room = newRoom();
    using raw = await RawClient.request(
      server.port,
      `/api/signal/${room.key}`,
    );
    await raw.readUntil("\r\n\r\n");
    await raw.write(frame(JSON.stringify({ type: "join", token: room.token })));
    await raw.readUntil("heartbeat");
    const { client: ben } = await Client.join(server, room);
    const elsewhere = await pair(server, newRoom());
    let heard = false;
    const news = ben.next().finally(() => heard = true);
    const data = "x".repeat(15_000);
    for (let seq = 1; !heard; seq++) {
      assertLess(
        seq,
        9_000,
        "too much is kept for a socket that does not read",
      );
      ben.send({ ...SIGNAL, seq, data });
      if (seq % 50 === 0) await relay(elsewhere.ada, elsewhere.ben, seq);
    }
    assertObjectMatch(await news, { state: "reconnecting" });
  },
);

onBoth(
  "addresses behind a configured proxy are counted apart",
  async (start) => {
    await using server = start({
      MAX_SOCKETS_PER_ADDRESS: "1",
      TRUSTED_PROXIES: "127.0.0.1",
    });
    const room = newRoom();
    const from = (address: string) =>
      Client.open(server, room, { "x-forwarded-for": address });
    await from("192.0.2.1");
    await from("2001:db8::1");
    using refused = await RawClient.request(
      server.port,
      `/api/signal/${room.key}`,
      { "X-Forwarded-For": "2001:db8::2" },
    );
    assertMatch(await refused.read(), /^HTTP\/1.1 429 /);
  },
);

onBoth("an address may join sixty times a minute", async (start) => {
  const clock = new FakeClock();
  await using server = start({}, clock);
  const join = async () => {
    const room = newRoom();
    const client = await Client.open(server, room);
    client.send({ type: "join", token: room.token });
    const answer = await client.next();
    client.close();
    return [answer.type, await client.closed];
  };
  for (let i = 0; i < 60; i++) assertEquals((await join())[0], "joined");
  assertEquals(await join(), ["error", CloseCode.rate]);
  clock.advance(1_000);
  assertEquals((await join())[0], "joined");
});

onBoth("the log counts, and names no room, token or address", async (start) => {
  const server = start();
  const room = newRoom();
  for (let i = 0; i < 3; i++) {
    const client = await Client.open(server, room);
    client.sendFrame(room.token);
    await client.closed;
  }
  using refused = await RawClient.request(
    server.port,
    `/api/signal/${room.key}`,
    { Origin: "https://evil.example" },
  );
  assertMatch(
    await refused.read(),
    /^HTTP\/1.1 403 .*Only pages of this site/s,
  );
  const { ada, ben } = await pair(server, newRoom());
  ada.send({ type: "leave" });
  await ada.closed;
  ben.close();
  await ben.closed;
  await Client.open(server, newRoom());
  await server[Symbol.asyncDispose]();
  assertEquals(server.lines, ["signalling: bad-message 3, bad-origin 1"]);
});
