import { assertEquals, assertMatch, assertObjectMatch } from "@std/assert";
import { CloseCode, type ServerMessage } from "../../signalling/protocol.ts";
import { RELEASE_AFTER_MS } from "../../signalling/seats.ts";
import { Client, pair, relay } from "./client.ts";
import { FakeClock } from "./fake_clock.ts";
import { frame, RawClient } from "./raw_client.ts";
import { newRoom, onBoth } from "./server.ts";

const FULL: ServerMessage = { type: "error", code: "full", fatal: true };
const HELD: ServerMessage = { ...FULL, fatal: false };

/** Pings, as pages do, and waits for the answers. */
async function ping(...clients: Client[]): Promise<void> {
  for (const client of clients) client.send({ type: "ping" });
  for (const client of clients) {
    assertEquals(await client.next(), { type: "pong" });
  }
}

onBoth("two sockets are relayed both ways, byte for byte", async (start) => {
  await using server = start();
  const { ada, ben } = await pair(server, newRoom());
  await relay(ada, ben);
  await relay(ben, ada);
  await relay(ada, ben, 2);
});

onBoth("the third socket is told that the room is full", async (start) => {
  await using server = start();
  const room = newRoom();
  const { ada, ben } = await pair(server, room);
  const cyd = await Client.open(server, room);
  cyd.send({ type: "join", token: room.token });
  assertEquals(await cyd.next(), FULL);
  assertEquals(await cyd.closed, CloseCode.full);
  await relay(ada, ben);
});

onBoth(
  "the seat of a closed page is free once the other page gives it up",
  async (start) => {
    const clock = new FakeClock();
    await using server = start({}, clock);
    const room = newRoom();
    const { ada, ben, bens } = await pair(server, room);
    ben.close();
    assertObjectMatch(await ada.next(), { state: "reconnecting" });
    const cyd = await Client.open(server, room);
    cyd.send({ type: "join", token: room.token });
    assertEquals(await cyd.next(), HELD);
    clock.advance(RELEASE_AFTER_MS);
    ada.send({ type: "release", peer: bens.self, epoch: bens.epoch });
    assertObjectMatch(await ada.next(), { state: "gone", id: bens.self });
    assertObjectMatch(await cyd.next(), { type: "joined", seat: 1 });
  },
);

onBoth(
  "a silent socket keeps its seat for the lease, and the third is told that it waits",
  async (start) => {
    const clock = new FakeClock();
    await using server = start({}, clock);
    const room = newRoom();
    const { ada, ben, adas, bens } = await pair(server, room);
    ada.answers = false;
    const cyd = await Client.open(server, room);
    cyd.send({ type: "join", token: room.token });
    assertEquals(await ada.next(), { type: "ping" });
    // Whatever Ben says is an answer.
    await relay(ben, ada);
    clock.advance(2_000);
    assertEquals(await cyd.next(), HELD);
    assertEquals(await ada.closed, CloseCode.heartbeat);
    assertObjectMatch(await ben.next(), {
      id: adas.self,
      state: "reconnecting",
    });
    // Sockets that wait are kept alive as any others.
    for (const waitMs of [10_000, 10_000, 9_999]) {
      await ping(ben, cyd);
      clock.advance(waitMs);
    }
    const { client: again, joined } = await Client.join(server, room, {
      resume: { seat: adas.seat, secret: adas.resume, received: 1 },
    });
    assertObjectMatch(joined, { self: adas.self, peer: { id: bens.self } });
    assertEquals(await cyd.next(), FULL);
    assertEquals(await cyd.closed, CloseCode.full);
    assertObjectMatch(await ben.next(), { id: adas.self, state: "here" });
    await relay(ben, again, 2);
  },
);

onBoth(
  "whoever meets their own ghost waits on one socket, and has a seat when it is free",
  async (start) => {
    const clock = new FakeClock();
    await using server = start({}, clock);
    const room = newRoom();
    const { ada, ben, adas, bens } = await pair(server, room);
    ada.close();
    await ada.closed;
    assertObjectMatch(await ben.next(), { state: "reconnecting" });
    const again = await Client.open(server, room);
    again.send({ type: "join", token: room.token });
    assertEquals(await again.next(), HELD);
    for (let seconds = 0; seconds < 30; seconds += 10) {
      await ping(ben, again);
      clock.advance(10_000);
    }
    assertObjectMatch(await again.next(), {
      type: "joined",
      seat: adas.seat,
      peer: { id: bens.self, state: "here" },
    });
    assertObjectMatch(await ben.next(), { id: adas.self, state: "gone" });
    assertObjectMatch(await ben.next(), { state: "here" });
    await relay(again, ben);
  },
);

onBoth(
  "a drain lets those go who wait for a held seat",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const { ada, ben } = await pair(server, room);
    ada.close();
    assertObjectMatch(await ben.next(), { state: "reconnecting" });
    const cyd = await Client.open(server, room);
    cyd.send({ type: "join", token: room.token });
    assertEquals(await cyd.next(), HELD);
    const drained = server.signalling.drain();
    assertObjectMatch(await cyd.next(), { type: "drain" });
    assertEquals(await cyd.closed, CloseCode.drain);
    await drained;
  },
);

onBoth(
  "a reload takes its seat over before the old socket has ended",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const { ada, ben, adas, bens } = await pair(server, room);
    await relay(ben, ada);
    const again = await Client.join(server, room, {
      resume: { seat: adas.seat, secret: adas.resume, received: 1 },
      data: "new hello",
    });
    assertEquals(await ada.closed, CloseCode.replaced);
    assertObjectMatch(again.joined, {
      self: adas.self,
      epoch: 2,
      peer: { id: bens.self, state: "here" },
    });
    assertObjectMatch(await ben.next(), {
      id: adas.self,
      state: "here",
      epoch: 2,
      received: 1,
      data: "new hello",
    });
    await relay(ben, again.client, 2);
  },
);

onBoth(
  "a socket that dies without a word leaves a held seat, at once",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const raw = await RawClient.request(server.port, `/api/signal/${room.key}`);
    await raw.readUntil("\r\n\r\n");
    await raw.write(frame(JSON.stringify({ type: "join", token: room.token })));
    await raw.readUntil("heartbeat");
    const { client: ben, joined } = await Client.join(server, room);
    assertEquals(joined.peer?.state, "here");
    raw[Symbol.dispose]();
    assertObjectMatch(await ben.next(), { state: "reconnecting" });
  },
);

onBoth("a restart of the server is only a reconnect", async (start) => {
  const room = newRoom();
  const first = start();
  const { adas, bens } = await pair(first, room);
  await first[Symbol.asyncDispose]();
  await using second = start();
  const claim = ({ seat, resume: secret, epoch }: typeof adas) => ({
    resume: { seat, secret, received: 0, epoch },
  });
  const ben = await Client.join(second, room, claim(bens));
  const ada = await Client.join(second, room, claim(adas));
  assertObjectMatch(ada.joined, {
    self: adas.self,
    seat: adas.seat,
    epoch: 2,
    peer: { id: bens.self, epoch: 2 },
  });
  assertObjectMatch(await ben.client.next(), { id: adas.self, epoch: 2 });
  await relay(ada.client, ben.client);
});

onBoth(
  "TURN credentials come with the second person, for both",
  async (start) => {
    await using server = start({
      STUN_URLS: "stun:stun.example",
      TURN_URLS: "turn:turn.example",
      TURN_SECRET: "secret",
    });
    const room = newRoom();
    const ada = await Client.join(server, room);
    assertEquals(ada.joined.ice, [{ urls: ["stun:stun.example"] }]);
    const ben = await Client.join(server, room);
    const turn = ben.joined.ice[1];
    assertMatch(turn?.username ?? "", /^\d{10}:/);
    const peer = await ada.client.next();
    assertEquals(peer.type === "peer" && peer.ice?.length, 2);
  },
);

onBoth("leave closes the socket and tells the peer", async (start) => {
  await using server = start();
  const { ada, ben, adas } = await pair(server, newRoom());
  ada.send({ type: "leave" });
  assertEquals(await ada.closed, CloseCode.normal);
  assertObjectMatch(await ben.next(), { id: adas.self, state: "gone" });
});

onBoth(
  "a page that falls silent is closed, and its seat held",
  async (start) => {
    const clock = new FakeClock();
    await using server = start({}, clock);
    const { ada, ben } = await pair(server, newRoom());
    clock.advance(29_000);
    await relay(ben, ada);
    clock.advance(1_000);
    assertEquals(await ada.closed, CloseCode.heartbeat);
    assertObjectMatch(await ben.next(), { state: "reconnecting" });
  },
);

onBoth(
  "drain() tells everyone, closes everyone, admits no one",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const { ada, ben } = await pair(server, room);
    assertEquals(server.signalling.health(), "ok");
    const drained = server.signalling.drain();
    assertEquals(server.signalling.health(), "draining");
    for (const client of [ada, ben]) {
      assertEquals(await client.next(), { type: "drain", afterMs: 1_500 });
      assertEquals(await client.closed, CloseCode.drain);
    }
    await drained;
    assertEquals(server.signalling.drain(), drained);
    using late = await RawClient.request(
      server.port,
      `/api/signal/${room.key}`,
    );
    assertMatch(await late.read(), /^HTTP\/1.1 503 /);
  },
);

onBoth(
  "drain() does not wait for a socket that never answers",
  async (start) => {
    const clock = new FakeClock();
    await using server = start({}, clock);
    using raw = await RawClient.request(
      server.port,
      `/api/signal/${newRoom().key}`,
    );
    await raw.readUntil("\r\n\r\n");
    const drained = server.signalling.drain();
    clock.advance(1_000);
    await drained;
    assertEquals(clock.pending, 0);
  },
);

const LOCKED: ServerMessage = { type: "error", code: "locked", fatal: true };
const CARDS = [{ card: "ada" }, { card: "ben" }];

onBoth("who looks sees cards come and go, and takes no seat", async (start) => {
  await using server = start();
  const room = newRoom();
  const eve = await Client.look(server, room);
  assertObjectMatch(eve.sees, { type: "present", people: [], locked: false });
  const { ada, ben } = await pair(server, room);
  ada.send({ type: "card", card: "ada" });
  ben.send({ type: "card", card: "ben" });
  let people: unknown = [];
  while (JSON.stringify(people) !== JSON.stringify(CARDS)) {
    const sees = await eve.client.next();
    people = sees.type === "present" && sees.people;
  }
  await relay(ada, ben);
  ben.send({ type: "leave" });
  assertObjectMatch(await eve.client.next(), { people: [{ card: "ada" }] });
  eve.client.close();
  await eve.client.closed;
});

onBoth(
  "a locked room turns a third away, and lets a lost one back in",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const { ada, ben, adas } = await pair(server, room);
    for (const each of [ada, ben]) each.send({ type: "card", card: "c" });
    ada.send({ type: "lock", locked: true });
    for (const each of [ada, ben]) {
      assertEquals(await each.next(), { type: "lock", locked: true });
    }
    const cyd = await Client.open(server, room);
    cyd.send({ type: "join", token: room.token });
    assertEquals(await cyd.next(), LOCKED);
    assertEquals(await cyd.closed, CloseCode.locked);
    assertObjectMatch((await Client.look(server, room)).sees, { locked: true });
    ada.close();
    assertObjectMatch(await ben.next(), { state: "reconnecting" });
    const again = await Client.join(server, room, {
      resume: { seat: adas.seat, secret: adas.resume, received: 0 },
    });
    assertEquals(again.joined.locked, true);
    await relay(ben, again.client);
  },
);

onBoth("who looks joins over the same socket", async (start) => {
  await using server = start();
  const room = newRoom();
  const { client: ada, joined } = await Client.join(server, room);
  const { client: ben, sees } = await Client.look(server, room);
  assertObjectMatch(sees, { people: [{}], mayJoin: true });
  ben.send({ type: "join", token: room.token });
  assertObjectMatch(await ben.next(), {
    type: "joined",
    peer: { id: joined.self, state: "here" },
  });
  assertObjectMatch(await ada.next(), { type: "peer", state: "here" });
  await relay(ada, ben);
  await relay(ben, ada);
});

onBoth(
  "a locked room turns away one who has looked",
  async (start) => {
    await using server = start();
    const room = newRoom();
    const { client: ada } = await Client.join(server, room);
    ada.send({ type: "lock", locked: true });
    const { client: eve } = await Client.look(server, room);
    eve.send({ type: "join", token: room.token });
    while (true) {
      const heard = await eve.next();
      if (heard.type === "present") continue;
      assertEquals(heard, LOCKED);
      break;
    }
    assertEquals(await eve.closed, CloseCode.locked);
  },
);

onBoth("a look ends after a while, and can be had again", async (start) => {
  const clock = new FakeClock();
  await using server = start({ LOOK_TIMEOUT_MS: "5000" }, clock);
  const room = newRoom();
  const eve = await Client.look(server, room);
  clock.advance(5_000);
  assertEquals(await eve.client.closed, CloseCode.normal);
  const again = await Client.look(server, room);
  assertObjectMatch(again.sees, { people: [] });
});

onBoth(
  "looks have a limit of their own, and leave joins alone",
  async (start) => {
    await using server = start({ MAX_LOOKS_PER_MINUTE: "2" });
    const room = newRoom();
    for (const _ of [1, 2]) {
      const { client } = await Client.look(server, room);
      client.close();
      await client.closed;
    }
    const late = await Client.look(server, room);
    assertEquals(late.sees, { type: "error", code: "rate", fatal: true });
    assertEquals(await late.client.closed, CloseCode.rate);
    const { ada, ben } = await pair(server, room);
    await relay(ada, ben);
  },
);
