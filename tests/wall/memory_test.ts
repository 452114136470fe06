/** What strangers send does not pile up. */
import { assertEquals, assertLess } from "@std/assert";
import { Client, pair, relay } from "../signalling/client.ts";
import { frame, RawClient } from "../signalling/raw_client.ts";
import { newRoom } from "../signalling/server.ts";
import { WallProcess } from "./wall_process.ts";

const CLIENTS = 20;
const FRAME_BYTES = 60 * 2 ** 20;
const ENV = {
  MAX_SOCKETS_PER_ADDRESS: "100",
  MAX_JOINS_PER_MINUTE: "1000",
  MAX_MESSAGES_PER_SECOND: "1000000",
  MAX_MESSAGE_BURST: "1000000",
};

/** Joins, and then sends as much of a giant as the server takes. */
async function sendHalfAGiant(server: WallProcess): Promise<number> {
  const room = newRoom();
  using raw = await RawClient.request(server.port, `/api/signal/${room.key}`);
  await raw.readUntil("\r\n\r\n");
  await raw.write(frame(JSON.stringify({ type: "join", token: room.token })));
  await raw.readUntil("heartbeat");
  const chunk = new Uint8Array(2 ** 20);
  let sent = 0;
  try {
    await raw.write(frame(chunk, { claimed: FRAME_BYTES }));
    for (; sent < FRAME_BYTES / 2; sent += chunk.length) await raw.write(chunk);
  } catch {
    // It has hung up.
  }
  await raw.readToEnd();
  return sent;
}

/** How often the memory is read, in milliseconds. */
const SAMPLE_EVERY_MS = 20;

Deno.test("giants that are sent by half cost next to nothing", async () => {
  await using server = await WallProcess.start(ENV);
  const { ada, ben } = await pair(server, newRoom());
  const before = await server.rssMiB();
  let most = before;
  let watching = true;
  const watch = (async () => {
    while (watching) {
      most = Math.max(most, await server.rssMiB());
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
    }
  })();
  const giants = Promise.all(
    Array.from({ length: CLIENTS }, () => sendHalfAGiant(server)),
  );
  for (let seq = 1; seq <= 20; seq++) await relay(ada, ben, seq);
  await giants;
  watching = false;
  // The last question is answered before the server ends.
  await watch;
  console.log(
    `${CLIENTS} × ${FRAME_BYTES / 2 ** 20} MiB: ${before.toFixed(0)} MiB, ` +
      `at most ${most.toFixed(0)} MiB`,
  );
  assertLess(most - before, 64, "MiB of memory for giants");
  await relay(ada, ben, 21);
  ada.close();
  ben.close();
  await Promise.all([ada.closed, ben.closed]);
});

Deno.test("messages in a thousand fragments are held no longer than they are", async () => {
  await using server = await WallProcess.start(ENV);
  const raws: RawClient[] = [];
  for (let i = 0; i < CLIENTS; i++) {
    const raw = await RawClient.request(
      server.port,
      `/api/signal/${newRoom().key}`,
    );
    await raw.readUntil("\r\n\r\n");
    raws.push(raw);
  }
  const fragment = (opcode: number) => frame("x", { opcode, fin: false });
  const many = new Uint8Array(
    Array.from({ length: 20_000 }, (_, i) => [...fragment(i === 0 ? 1 : 0)])
      .flat(),
  );
  await Promise.all(raws.map(async (raw) => {
    await raw.write(many);
    await raw.readUntil("too-big");
    raw[Symbol.dispose]();
  }));
  const { client } = await Client.join(server, newRoom());
  client.close();
  assertEquals(await client.closed, 1005);
});
