/** Numbers of pages: whatever was claimed before, the server takes back what it tells. */
import { assert, assertEquals } from "@std/assert";
import { fc } from "../fast_check.ts";
import {
  type Joined,
  MAX_EPOCH,
  parseClientMessage,
  type Peer,
} from "../../signalling/protocol.ts";
import { Client, relay } from "./client.ts";
import { FakeClock } from "./fake_clock.ts";
import { newRoom, type RoomAccess, TestServer } from "./server.ts";

const RUNS = 15;
const SEED = 4;
const MANY = {
  MAX_SOCKETS_PER_ADDRESS: "1000",
  MAX_JOINS_PER_MINUTE: "100000",
};

const number = fc.oneof(
  fc.nat(9),
  fc.constantFrom(
    MAX_EPOCH / 2 - 1,
    MAX_EPOCH / 2,
    MAX_EPOCH - 1,
    MAX_EPOCH,
    MAX_EPOCH + 1,
    2 ** 53 - 2,
    2 ** 53 - 1,
  ),
);

/** One who comes, says what they like, and goes. */
const visit = fc.record({
  seat: fc.constantFrom(0 as const, 1 as const),
  /** Whose secret is claimed: few, so that some come again. */
  who: fc.nat(2),
  received: number,
  epoch: number,
  signals: fc.array(fc.record({ seq: number, ack: number }), { maxLength: 2 }),
  leaves: fc.boolean(),
});
type Visit = typeof visit extends fc.Arbitrary<infer T> ? T : never;

/** What a page sends back of what it was told. */
function claimOf({ seat, resume: secret, epoch, peer }: Joined) {
  return { resume: { seat, secret, epoch, received: peer?.received ?? 0 } };
}

function assertTakesBack(joined: Joined, { token }: RoomAccess): void {
  const join = { type: "join", token, ...claimOf(joined) };
  assert(parseClientMessage(JSON.stringify(join)).ok, JSON.stringify(join));
}

async function nextPeer(
  client: Client,
  isWanted: (peer: Peer) => boolean,
): Promise<Peer> {
  for (;;) {
    const message = await client.next();
    if (message.type === "peer" && isWanted(message)) return message;
  }
}

/** Comes to the seat that `visit` claims, and goes; resolves when `ada` knows. */
async function haunt(
  server: TestServer,
  room: RoomAccess,
  ada: Client,
  { seat, who, received, epoch, signals, leaves }: Visit,
): Promise<void> {
  const client = await Client.open(server, room);
  const secret = `secret-of-${room.token.slice(0, 9)}-${who}`;
  const resume = { seat, secret, received, epoch };
  client.send({ type: "join", token: room.token, resume });
  const answer = await client.next();
  if (answer.type !== "joined") {
    // Refused for a number that no server tells, or waits for a held seat.
    client.close();
    return void await client.closed;
  }
  assertTakesBack(answer, room);
  for (const signal of signals) {
    client.send({ type: "signal", data: "x", ...signal });
  }
  if (leaves) client.send({ type: "leave" });
  else client.close();
  await client.closed;
  await nextPeer(ada, ({ state }) => state !== "here");
}

/** Waits until the server has heard this client, and everybody before. */
async function heard(client: Client): Promise<void> {
  client.send({ type: "ping" });
  while ((await client.next()).type !== "pong");
}

async function leave(...clients: Client[]): Promise<void> {
  for (const client of clients) {
    client.send({ type: "leave" });
    await client.closed;
  }
}

Deno.test("whatever strangers claimed before, the next pair gets in, resumes and is found here", async () => {
  const clock = new FakeClock();
  await using server = new TestServer(MANY, clock);
  await using restarted = new TestServer(MANY, clock);
  await fc.assert(
    fc.asyncProperty(
      fc.array(visit, { minLength: 1, maxLength: 6 }),
      async (visits) => {
        const room = newRoom();
        // One who stays, so that the room is never forgotten.
        const ada = await Client.join(server, room);
        for (const visit of visits) {
          await haunt(server, room, ada.client, visit);
        }
        // The leases of those who have not left end.
        await heard(ada.client);
        clock.advance(29_999);
        await heard(ada.client);
        clock.advance(1);

        const ben = await Client.join(server, room);
        const { self: id, epoch } = ben.joined;
        const isHere = (peer: Peer) => peer.id === id && peer.state === "here";
        assert(epoch <= visits.length + 1, `${epoch} is no count`);
        await nextPeer(ada.client, isHere);
        await relay(ben.client, ada.client);
        ben.client.close();
        await nextPeer(ada.client, ({ state }) => state === "reconnecting");
        const again = await Client.join(server, room, claimOf(ben.joined));
        assertEquals([again.joined.self, again.joined.epoch], [id, epoch + 1]);
        const here = await nextPeer(ada.client, isHere);
        assertEquals(here.epoch, epoch + 1);

        // After a restart both count on from what they were told.
        const ben2 = await Client.join(restarted, room, claimOf(again.joined));
        assertEquals([ben2.joined.self, ben2.joined.epoch], [id, epoch + 2]);
        const ada2 = await Client.join(restarted, room, claimOf(ada.joined));
        assertEquals([ada2.joined.epoch, ada2.joined.peer?.id], [2, id]);
        const found = await nextPeer(ben2.client, () => true);
        const { self } = ada.joined;
        assertEquals([found.id, found.state, found.epoch], [self, "here", 2]);
        await relay(ada2.client, ben2.client);
        await leave(ada.client, again.client, ada2.client, ben2.client);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});

Deno.test("an epoch that a stranger claims is no measure for the next, after a reload too", async () => {
  await using server = new TestServer();
  const room = newRoom();
  const ada = await Client.join(server, room);
  const secret = "secret-of-a-stranger";
  const eve = await Client.join(server, room, {
    resume: { seat: 1, secret, received: 0, epoch: 1e9 },
  });
  assertTakesBack(eve.joined, room);
  eve.client.send({ type: "leave" });
  await eve.client.closed;
  const ben = await Client.join(server, room);
  assertEquals(ben.joined.epoch, 2);
  const reloaded = await Client.join(server, room, claimOf(ben.joined));
  assertEquals(reloaded.joined.self, ben.joined.self);
  await leave(ada.client, reloaded.client);
});
