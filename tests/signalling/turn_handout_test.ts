/** TURN credentials as a real server hands them out, over real sockets. */
import { assert, assertEquals } from "@std/assert";
import { turnUser } from "../../signalling/ice.ts";
import { RELAY_RETRY_MS } from "../../signalling/handout.ts";
import type { IceServer } from "../../signalling/protocol.ts";
import { Client } from "./client.ts";
import { FakeClock } from "./fake_clock.ts";
import { newRoom, type RoomAccess, TestServer } from "./server.ts";

const TURN_SECRET = "a secret of the tests alone";
const SETTINGS = {
  TURN_URLS: "turn:turn.example:3478?transport=udp",
  TURN_SECRET,
  TRUSTED_PROXIES: "127.0.0.1",
};
const PER_MINUTE = 40;

/** Opens a socket from an address, and takes a seat. */
async function join(server: TestServer, room: RoomAccess, address: string) {
  const client = await Client.open(server, room, {
    "x-forwarded-for": address,
  });
  client.send({ type: "join", token: room.token });
  const joined = await client.next();
  assert(joined.type === "joined", JSON.stringify(joined));
  return { client, user: userOf(joined.ice) };
}

/** The user of the credentials, without the time; `null` where there are none. */
function userOf(ice: readonly IceServer[] | undefined): string | null {
  const turn = ice?.find(({ urls }) => urls[0]?.startsWith("turn"));
  return turn?.username?.split(":")[1] ?? null;
}

/** The user of the credentials in the next news of the peer. */
async function nextUser(client: Client): Promise<string | null> {
  const peer = await client.next();
  assert(peer.type === "peer", JSON.stringify(peer));
  return userOf(peer.ice);
}

Deno.test("an address is one user of the TURN server, however often it joins, in every process", async () => {
  const users = new Set<string | null>();
  for (let process = 0; process < 2; process++) {
    await using server = new TestServer(SETTINGS, new FakeClock());
    const room = newRoom();
    const { client: owner } = await join(server, room, "192.0.2.1");
    for (let visit = 0; visit < 20; visit++) {
      const { client, user } = await join(server, room, "192.0.2.1");
      users.add(user);
      users.add(await nextUser(owner));
      client.send({ type: "leave" });
      await client.closed;
      await owner.next();
    }
  }
  assertEquals([...users], [turnUser(TURN_SECRET, `4:${0xc0000201}`)]);
});

Deno.test("credentials expire by the time of day: a server that has slept makes none that are over", async () => {
  const clock = new FakeClock(1_700_000_000_000);
  await using server = new TestServer(SETTINGS, clock);
  clock.setWall(7_200_000);
  const room = newRoom();
  const { client: owner } = await join(server, room, "192.0.2.1");
  const { client } = await join(server, room, "192.0.2.1");
  const peer = await owner.next();
  assert(peer.type === "peer");
  const turn = peer.ice?.find(({ username }) => username !== undefined);
  const expiresS = Number(turn?.username?.split(":")[0]);
  assert(expiresS * 1_000 > clock.wallNow(), `${expiresS}`);
  client.send({ type: "leave" });
  await client.closed;
});

Deno.test("each address is a user of its own, and a /64 of IPv6 is one", async () => {
  await using server = new TestServer(SETTINGS, new FakeClock());
  const users: (string | null)[] = [];
  for (const address of ["192.0.2.1", "192.0.2.2", "2001:db8::1"]) {
    const room = newRoom();
    await join(server, room, "2001:db8::2");
    users.push((await join(server, room, address)).user);
  }
  assertEquals(new Set(users).size, 3);
  const room = newRoom();
  const { client } = await join(server, room, "2001:db8:0:0:ffff::3");
  await join(server, room, "192.0.2.9");
  assertEquals(await nextUser(client), users[2] ?? "");
});

Deno.test("past its limit an address gets seats without TURN, another is not touched, and TURN follows", async () => {
  const clock = new FakeClock();
  await using server = new TestServer(SETTINGS, clock);
  const room = newRoom();
  const { client: owner } = await join(server, room, "192.0.2.1");
  let handedOut = 0;
  for (let visit = 0; visit < 50; visit++) {
    const { client, user } = await join(server, room, "192.0.2.1");
    if (user !== null) handedOut++;
    await nextUser(owner);
    client.send({ type: "leave" });
    await client.closed;
    await owner.next();
  }
  assertEquals(handedOut + 1, PER_MINUTE);
  const honest = newRoom();
  const { client: waiting, user: alone } = await join(
    server,
    honest,
    "192.0.2.1",
  );
  const { user } = await join(server, honest, "192.0.2.2");
  assertEquals([alone, user], [
    null,
    turnUser(TURN_SECRET, `4:${0xc0000202}`),
  ]);
  assertEquals(await nextUser(waiting), null);
  clock.advance(RELAY_RETRY_MS);
  assertEquals(
    await nextUser(waiting),
    turnUser(TURN_SECRET, `4:${0xc0000201}`),
  );
});

Deno.test("both seats of a connection check get TURN", async () => {
  await using server = new TestServer(SETTINGS, new FakeClock());
  for (let check = 0; check < PER_MINUTE / 2; check++) {
    const room = newRoom();
    const first = await join(server, room, "192.0.2.1");
    const second = await join(server, room, "192.0.2.1");
    assert(second.user !== null && await nextUser(first.client) !== null);
    for (const { client } of [first, second]) {
      client.send({ type: "leave" });
      await client.closed;
    }
  }
});
