/**
 * A signalling client whose server is the test.
 *
 * @module
 */
import { assert } from "@std/assert";
import { SignallingClient } from "../../../call/signalling/signalling_client.ts";
import type { Joined, Peer } from "../../../signalling/protocol.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";
import { FakeSocket } from "../fake_socket.ts";

/** Ids of people. */
export const ANN = "ann-ann-ann", BOB = "bob-bob-bob", CYD = "cyd-cyd-cyd";
/** Of the client. */
export const PAGE = "page-of-ann";
export const ACCESS = { key: "k".repeat(43), token: "t".repeat(43) };

/** What a server says to somebody who joins. */
export function joined(peer: Joined["peer"] = null): Joined {
  return {
    type: "joined",
    self: ANN,
    seat: 0,
    epoch: 1,
    resume: "secret-of-ann",
    peer,
    ice: [],
    releases: true,
    heartbeat: { intervalMs: 10_000, timeoutMs: 30_000 },
  };
}

/** News of the peer. */
export function bob(more: Partial<Peer> = {}): Peer {
  return {
    type: "peer",
    id: BOB,
    state: "here",
    epoch: 1,
    received: 0,
    ...more,
  };
}

/**
 * A client, everything that it reported, and the sockets that it was given.
 *
 * @param open Whether the first of them was open before.
 */
export function setUp(open = false) {
  const clock = new FakeClock();
  const server = { up: true };
  const sockets: FakeSocket[] = [];
  const reports: unknown[][] = [];
  const report = (name: string) => (...args: unknown[]) => {
    reports.push([name, ...args]);
  };
  const client = new SignallingClient({
    clock,
    random: () => 0.999,
    reachable: () => Promise.resolve(server.up),
    page: PAGE,
    connect() {
      const socket = new FakeSocket();
      if (open && sockets.length === 0) socket.open();
      sockets.push(socket);
      return socket;
    },
  }, {
    onPhase: report("phase"),
    onJoined: report("joined"),
    onPeerHere: report("here"),
    onPeerAway: report("away"),
    onPeerGone: report("gone"),
    onClaim: report("claim"),
    onLocked: report("locked"),
    onIceServers: report("ice"),
    onData: report("data"),
    onRefused: report("refused"),
  });
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    assert(socket);
    return socket;
  };
  const heard = (name: string) => reports.filter(([n]) => n === name);
  const enter = (message = joined()) => {
    last().open();
    last().tell(message);
  };
  return { client, clock, server, sockets, last, heard, enter };
}
