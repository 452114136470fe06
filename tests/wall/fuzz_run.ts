/**
 * Throws nearly right messages at every parser, and at a server in a process of
 * its own, while two bystanders in another room count what they hear.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { parsePeerMessage } from "../../call/messages/peer_message.ts";
import {
  MAX_MESSAGE_BYTES,
  parseClientMessage,
  parseServerMessage,
} from "../../signalling/protocol.ts";
import { FrameReader } from "../../signalling/front/frame_reader.ts";
import { parseHead } from "../../signalling/front/request_head.ts";
import { Client, pair, relay } from "../signalling/client.ts";
import { frame, RawClient } from "../signalling/raw_client.ts";
import { newRoom, type RoomAccess } from "../signalling/server.ts";
import { Fuzzer } from "./fuzzing.ts";
import type { WallProcess } from "./wall_process.ts";

/** No limit in the way of the messages, only parsers. */
export const FUZZ_ENV: Record<string, string> = {
  MAX_CONNECTIONS_PER_ADDRESS: "10000",
  MAX_SOCKETS_PER_ADDRESS: "10000",
  MAX_JOINS_PER_MINUTE: "1000000",
  MAX_MESSAGES_PER_SECOND: "1000000",
  MAX_MESSAGE_BURST: "1000000",
  LEASE_MS: "0",
};

const SINK = { message() {}, ping() {}, close() {} };

/** Parses `count` messages in every way; throws if a parser does. */
export function fuzzParsers(count: number, fuzzer: Fuzzer): void {
  for (let i = 0; i < count; i++) {
    const text = fuzzer.message();
    const parsed = parseClientMessage(text);
    // What is taken for a message is one, said again.
    if (parsed.ok) {
      assert(parseClientMessage(JSON.stringify(parsed.message)).ok);
    }
    parseServerMessage(text);
    parsePeerMessage(text);
    if (i % 10 === 0) {
      const bytes = fuzzer.bytes();
      new FrameReader(MAX_MESSAGE_BYTES, bytes).read(0, SINK);
      parseHead(bytes);
    }
  }
}

const WORDS = ["signal", "ping", "pong", "lock", "card"];
const BATCH = 25;

function restOf(type: string, seq: number, data: string) {
  switch (type) {
    case "signal":
      return { seq, ack: 0, data };
    case "lock":
      return { locked: seq % 2 === 0 };
    case "card":
      return { card: "C".repeat(seq) };
    default:
      return {};
  }
}

/** One attacker: joins, says mostly wrong things, is closed, comes again. */
async function attack(
  port: number,
  room: RoomAccess,
  fuzzer: Fuzzer,
): Promise<number> {
  using raw = await RawClient.request(port, `/api/signal/${room.key}`);
  await raw.readUntil("\r\n\r\n");
  const type = fuzzer.below(5) > 0 ? "join" : "look";
  const first = { type, token: room.token };
  const frames: Uint8Array[] = [];
  if (fuzzer.below(10) > 0) frames.push(frame(JSON.stringify(first)));
  const right = fuzzer.below(BATCH);
  for (let i = 0; i < BATCH; i++) {
    const type = fuzzer.pick(WORDS);
    const data = fuzzer.message().slice(0, 400);
    const rest = restOf(type, i + 1, data);
    const text = i < right
      ? JSON.stringify({ type, ...rest })
      : fuzzer.message();
    frames.push(fuzzer.below(40) === 0 ? fuzzer.bytes() : frame(text));
  }
  const bytes = new Uint8Array(frames.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  await raw.write(bytes).catch(() => {});
  await raw.closeWrite().catch(() => {});
  await raw.readToEnd();
  return frames.length;
}

/** What came of it. */
export interface EndpointResult {
  readonly sent: number;
  readonly relayed: number;
}

/** Sends about `count` messages; fails if a bystander misses a word. */
export async function fuzzEndpoint(
  server: WallProcess,
  count: number,
  fuzzer: Fuzzer,
  attackers = 8,
): Promise<EndpointResult> {
  const { ada, ben } = await pair(server, newRoom());
  let sent = 0;
  let relayed = 0;
  let over = false;
  const bystand = async () => {
    // Both speak: whoever only listens for half a minute is taken for gone.
    for (let seq = 1; !over; seq++) {
      await relay(ada, ben, seq);
      await relay(ben, ada, seq);
      relayed += 2;
    }
  };
  const rooms = Array.from({ length: 3 }, newRoom);
  const bystander = bystand();
  await Promise.all(Array.from({ length: attackers }, async (_, i) => {
    const room = rooms[i % rooms.length] ?? newRoom();
    while (sent < count) sent += await attack(server.port, room, fuzzer);
  }));
  over = true;
  await bystander;
  for (const client of [ada, ben]) {
    client.send({ type: "leave" });
    await client.closed;
  }
  await assertWell(server);
  return { sent, relayed };
}

/** The server is there, and has had nothing to say but counts. */
async function assertWell(server: WallProcess): Promise<void> {
  const { client } = await Client.join(server, newRoom());
  client.send({ type: "leave" });
  await client.closed;
  const [, ...lines] = server.output.text.trim().split("\n");
  assertEquals(
    lines.filter((line) => !/^signalling: [-a-z0-9, ]+$/.test(line)),
    [],
  );
}
