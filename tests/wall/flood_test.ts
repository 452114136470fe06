/** Floods, from inside a room and from its door. */
import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { MAX_KNOCKERS } from "../../signalling/knock.ts";
import { CloseCode } from "../../signalling/protocol.ts";
import { Client, pair, relay } from "../signalling/client.ts";
import { FakeClock } from "../signalling/fake_clock.ts";
import { newRoom, onBoth, type RoomAccess } from "../signalling/server.ts";

const LEASE_MS = 10_000;
const MANY = { MAX_SOCKETS_PER_ADDRESS: "1000", MAX_JOINS_PER_MINUTE: "10000" };

async function knock(
  host: { host: string },
  room: RoomAccess,
): Promise<Client> {
  const client = await Client.open(host, room);
  client.send({ type: "join", token: room.token });
  return client;
}

onBoth(
  "whoever floods its peer is turned out, and the peer hears of it once",
  async (start) => {
    await using server = start({}, new FakeClock());
    const { ada, ben, adas } = await pair(server, newRoom());
    const data = "x".repeat(1_000);
    // `join` was the first of sixty, so that the last of these is too much.
    for (let seq = 1; seq <= 60; seq++) {
      ada.send({ type: "signal", seq, ack: 0, data });
    }
    for (let seq = 1; seq < 60; seq++) {
      assertObjectMatch(await ben.next(), { type: "signal", seq });
    }
    assertObjectMatch(await ben.next(), {
      id: adas.self,
      state: "reconnecting",
    });
    assertEquals(await ada.closed, CloseCode.rate);
    const elsewhere = await pair(server, newRoom());
    await relay(elsewhere.ada, elsewhere.ben);
  },
);

onBoth(
  "two hundred who knock one after the other do not turn anyone out",
  async (start) => {
    // No time passes, so that every answer of those inside would count.
    await using server = start(MANY, new FakeClock());
    const room = newRoom();
    const { ada, ben } = await pair(server, room);
    for (let i = 0; i < 200; i++) {
      const cyd = await knock(server, room);
      assertObjectMatch(await cyd.next(), { code: "full" });
      assertEquals(await cyd.closed, CloseCode.full);
      if (i % 10 === 0) await relay(ada, ben, i + 1);
    }
    await relay(ben, ada);
  },
);

onBoth(
  "a hundred who knock at once are turned away, and the two go on",
  async (start) => {
    await using server = start(MANY);
    const room = newRoom();
    const { ada, ben } = await pair(server, room);
    const crowd = await Promise.all(
      Array.from({ length: 100 }, () => knock(server, room)),
    );
    for (let seq = 1; seq <= 20; seq++) await relay(ada, ben, seq);
    for (const cyd of crowd) assertEquals(await cyd.closed, CloseCode.full);
    await relay(ben, ada);
  },
);

onBoth(
  "a ghost gives its seat to one of a crowd, and to one only",
  async (start) => {
    const clock = new FakeClock();
    await using server = start(
      { ...MANY, LEASE_MS: String(LEASE_MS) },
      clock,
    );
    const room = newRoom();
    const { ada, ben, adas } = await pair(server, room);
    ada.answers = false;
    const crowd: Client[] = [await knock(server, room)];
    assertEquals(await ada.next(), { type: "ping" });
    for (let i = 0; i < 20; i++) crowd.push(await knock(server, room));
    // All have been heard once this has come back.
    await relay(ben, ada);
    const last = await Client.join(server, newRoom());
    clock.advance(2_000);
    assertEquals(await ada.closed, CloseCode.heartbeat);
    assertObjectMatch(await ben.next(), {
      id: adas.self,
      state: "reconnecting",
    });
    const told = await Promise.all(crowd.map((client) => client.next()));
    const waiting = crowd.filter((_, index) => {
      const answer = told[index];
      assertObjectMatch(answer ?? {}, { type: "error", code: "full" });
      return answer?.type === "error" && !answer.fatal;
    });
    assertEquals(waiting.length, MAX_KNOCKERS);
    clock.advance(LEASE_MS);
    assertObjectMatch(await ben.next(), { id: adas.self, state: "gone" });
    assertObjectMatch(await ben.next(), { type: "peer", state: "here" });
    const answers = await Promise.all(waiting.map((client) => client.next()));
    const joined = answers.filter(({ type }) => type === "joined");
    assertEquals(joined.length, 1);
    assert(last.joined.peer === null);
  },
);

onBoth(
  "two hundred who knock while one is asleep do not take the seat",
  async (start) => {
    const clock = new FakeClock();
    await using server = start(MANY, clock);
    const room = newRoom();
    const { ada, ben, adas, bens } = await pair(server, room);
    ada.answers = false;
    const crowd: Client[] = [await knock(server, room)];
    assertEquals(await ada.next(), { type: "ping" });
    while (crowd.length < 200) {
      const cyd = await knock(server, room);
      // The first few wait for the answer to the probe.
      if (crowd.push(cyd) > MAX_KNOCKERS) {
        assertEquals(await cyd.closed, CloseCode.full);
      }
    }
    await relay(ben, ada);
    clock.advance(2_000);
    assertEquals(await ada.closed, CloseCode.heartbeat);
    const again = await Client.join(server, room, {
      resume: { seat: adas.seat, secret: adas.resume, received: 0 },
    });
    assertObjectMatch(again.joined, {
      self: adas.self,
      peer: { id: bens.self, state: "here" },
    });
    for (const cyd of crowd) assertEquals(await cyd.closed, CloseCode.full);
  },
);
