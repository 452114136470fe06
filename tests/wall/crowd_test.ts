/** A thousand clients that are slow, silent or deaf, and one that is not. */
import { assertEquals, assertLess } from "@std/assert";
import { Client } from "../signalling/client.ts";
import { frame, RawClient } from "../signalling/raw_client.ts";
import { newRoom } from "../signalling/server.ts";
import { WallProcess } from "./wall_process.ts";

const OF_A_KIND = 250;
const JOIN_WITHIN_MS = 1_000;
const ENV = {
  MAX_CONNECTIONS_PER_ADDRESS: "2000",
  MAX_SOCKETS_PER_ADDRESS: "2000",
  MAX_JOINS_PER_MINUTE: "10000",
  HEAD_TIMEOUT_MS: "2000",
  JOIN_TIMEOUT_MS: "2000",
  HEARTBEAT_INTERVAL_MS: "1000",
  HEARTBEAT_TIMEOUT_MS: "2000",
  LEASE_MS: "100",
};

const HALF_A_HEAD = new TextEncoder().encode(
  "GET /room/x HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
);

/** Connects, and never comes to the end of its head. */
async function halfOpen(port: number): Promise<RawClient> {
  return await RawClient.connect(port, HALF_A_HEAD);
}

/** Opens a socket, and says nothing. */
async function silent(port: number): Promise<RawClient> {
  const path = `/api/signal/${newRoom().key}`;
  const raw = await RawClient.request(port, path);
  await raw.readUntil("\r\n\r\n");
  return raw;
}

/** Two in a room that talk and never listen. */
async function deafPair(port: number): Promise<RawClient[]> {
  const room = newRoom();
  const data = "x".repeat(10_000);
  const raws: RawClient[] = [];
  for (let i = 0; i < 2; i++) {
    const raw = await RawClient.request(port, `/api/signal/${room.key}`);
    await raw.write(frame(JSON.stringify({ type: "join", token: room.token })));
    await raw.readUntil("heartbeat");
    raws.push(raw);
  }
  for (const raw of raws) {
    for (let seq = 1; seq <= 10; seq++) {
      const signal = { type: "signal", seq, ack: 0, data };
      await raw.write(frame(JSON.stringify(signal)));
    }
  }
  return raws;
}

async function times<T>(n: number, make: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  // As fast as they come, but not all in one instant.
  while (all.length < n) {
    const batch = Math.min(50, n - all.length);
    all.push(...await Promise.all(Array.from({ length: batch }, make)));
  }
  return all;
}

async function joinMs(server: WallProcess): Promise<number> {
  const startMs = performance.now();
  const { client } = await Client.join(server, newRoom());
  const ms = performance.now() - startMs;
  client.close();
  await client.closed;
  return ms;
}

/** All of them come, and hold on for as long as the server lets them. */
async function crowd(server: WallProcess): Promise<number> {
  const { port } = server;
  const [slow, mute, deaf] = await Promise.all([
    times(OF_A_KIND, () => halfOpen(port)),
    times(OF_A_KIND, () => silent(port)),
    times(OF_A_KIND, () => deafPair(port)),
  ]);
  const all = [...slow, ...mute, ...deaf.flat()];
  const drip = setInterval(() => {
    for (const raw of slow) raw.write(new Uint8Array([97])).catch(() => {});
  }, 250);
  const joinsMs: number[] = [];
  for (let i = 0; i < 20; i++) joinsMs.push(await joinMs(server));
  await Promise.all(all.map((raw) => raw.readToEnd()));
  clearInterval(drip);
  for (const raw of all) raw[Symbol.dispose]();
  return Math.max(...joinsMs);
}

Deno.test(`${4 * OF_A_KIND} bad clients do not keep a good one waiting, and are let go`, async () => {
  await using server = await WallProcess.start(ENV);
  await joinMs(server);
  const waves: { slowestMs: number; rssMiB: number }[] = [];
  for (let wave = 0; wave < 3; wave++) {
    const slowestMs = await crowd(server);
    assertEquals(await server.connections(), 0);
    waves.push({ slowestMs, rssMiB: await server.rssMiB() });
  }
  for (const { slowestMs, rssMiB } of waves) {
    console.log(
      `${4 * OF_A_KIND} bad clients: slowest join ${
        slowestMs.toFixed(0)
      } ms, ` +
        `${rssMiB.toFixed(0)} MiB afterwards`,
    );
    assertLess(slowestMs, JOIN_WITHIN_MS);
  }
  const [, second, third] = waves;
  // An allocator keeps what it has had; what matters is that it comes to have enough.
  assertLess((third?.rssMiB ?? 0) - (second?.rssMiB ?? 0), 30, "MiB more");
});

Deno.test("an address has no more connections than it may", async () => {
  await using server = await WallProcess.start({
    MAX_CONNECTIONS_PER_ADDRESS: "3",
  });
  const path = `/api/signal/${newRoom().key}`;
  const raws = await times(3, () => RawClient.request(server.port, path));
  for (const raw of raws) await raw.readUntil("\r\n\r\n");
  using refused = await RawClient.connect(server.port, HALF_A_HEAD);
  await refused.readToEnd();
  raws[0]?.[Symbol.dispose]();
  // Its end is noticed a moment after it has come.
  for (let admitted = false; !admitted;) {
    using raw = await RawClient.request(server.port, path);
    admitted = (await raw.read().catch(() => "")).includes(" 101 ");
  }
  for (const raw of raws) raw[Symbol.dispose]();
});

Deno.test("a proxy of ours has as many connections as it likes, those behind it do not", async () => {
  await using server = await WallProcess.start({
    MAX_CONNECTIONS_PER_ADDRESS: "1",
    MAX_SOCKETS_PER_ADDRESS: "1",
    TRUSTED_PROXIES: "127.0.0.1",
  });
  const path = `/api/signal/${newRoom().key}`;
  const ask = (forwarded: string) =>
    RawClient.request(server.port, path, { "X-Forwarded-For": forwarded });
  using one = await ask("198.51.100.1");
  using two = await ask("2001:db8::1");
  // What stands to the left of the last hop, anyone can have written.
  using three = await ask("203.0.113.9, 198.51.100.1");
  using four = await ask("203.0.113.9, 2001:db8::2, 127.0.0.1");
  const answers = [];
  for (const raw of [one, two, three, four]) {
    answers.push((await raw.read()).split(" ")[1]);
  }
  assertEquals(answers, ["101", "101", "429", "429"]);
});
