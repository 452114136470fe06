/** What a server says can neither have a page spin nor have it wait for ever. */
import { assert, assertEquals } from "@std/assert";
import {
  MAX_DELAY_MS,
  STABLE_AFTER_MS,
} from "../../../call/signalling/backoff.ts";
import { JOIN_DEADLINE_MS } from "../../../call/signalling/signalling_line.ts";
import {
  MAX_DRAIN_MS,
  PING_INTERVAL_MS,
} from "../../../signalling/protocol.ts";
import type { FakeSocket } from "../fake_socket.ts";
import { ACCESS, bob, joined, setUp } from "./client_stage.ts";

Deno.test("SignallingClient pings at most once a second, and at least once a minute, whatever the server says", () => {
  const { min, max } = PING_INTERVAL_MS;
  for (
    const [intervalMs, expectedMs] of [
      [1, min],
      [2 ** 31, max],
      [2 ** 53, max],
    ] as const
  ) {
    const { client, clock, last, enter } = setUp();
    client.open(ACCESS, "", null);
    enter({ ...joined(), heartbeat: { intervalMs, timeoutMs: 2 ** 53 } });
    const pings = () => last().said.filter(({ type }) => type === "ping");
    clock.advance(expectedMs - 1);
    assertEquals(pings().length, 0, `${intervalMs}`);
    clock.advance(1);
    assertEquals(pings().length, 1, `${intervalMs}`);
    last().tell({ type: "pong" });
    clock.advance(expectedMs);
    assertEquals(pings().length, 2, `${intervalMs}`);
  }
});

Deno.test("SignallingClient comes back a minute after a drain, whatever the server says", () => {
  for (const afterMs of [MAX_DRAIN_MS + 1, 2 ** 31, 2 ** 53]) {
    const { client, clock, last, enter, sockets } = setUp();
    client.open(ACCESS, "", null);
    enter();
    last().tell({ type: "drain", afterMs });
    last().drop(1012);
    clock.advance(MAX_DRAIN_MS - 1);
    assertEquals(sockets.length, 1);
    clock.advance(1);
    assertEquals(sockets.length, 2);
  }
});

/** What a server does with each socket, as soon as it is open. */
const DEALINGS: [what: string, deal: (socket: FakeSocket) => void][] = [
  ["closes", () => {}],
  ["closes as after a normal call", (socket) => socket.drop(1000)],
  ["talks nonsense", (socket) => socket.tell("nonsense")],
  ["lets everybody in", (socket) => socket.tell(joined())],
  ["goes away at once", (socket) => {
    socket.tell(joined());
    socket.tell({ type: "drain", afterMs: 0 });
  }],
  ["floods", (socket) => {
    socket.tell(joined());
    while (socket.readyState === WebSocket.OPEN) {
      socket.tell({ type: "lock", locked: true });
    }
  }],
];

for (const [what, deal] of DEALINGS) {
  Deno.test(`SignallingClient does not spin where a server ${what} and hangs up`, async () => {
    const { client, clock, sockets } = setUp();
    client.open(ACCESS, "", null);
    let met = 0;
    const meet = () => {
      for (const socket of sockets.slice(met)) {
        socket.open();
        deal(socket);
        if (socket.readyState === WebSocket.OPEN) socket.drop(1012);
      }
      met = sockets.length;
    };
    meet();
    for (let ms = 0; ms < 60_000; ms += 50) {
      clock.advance(50);
      // The question whether the server is there.
      await Promise.resolve();
      await Promise.resolve();
      meet();
    }
    const least = 60_000 / MAX_DELAY_MS / 2, most = 60_000 / MAX_DELAY_MS + 6;
    assert(met > least && met < most, `${met} sockets in a minute`);
  });
}

Deno.test("SignallingClient starts the waits over once a seat has lasted", () => {
  const { client, clock, last, enter, sockets } = setUp();
  client.open(ACCESS, "", null);
  for (let n = 0; n < 3; n++) {
    enter();
    last().drop();
    clock.advance(MAX_DELAY_MS);
  }
  enter();
  clock.advance(STABLE_AFTER_MS);
  const before = sockets.length;
  last().drop();
  clock.advance(250);
  assertEquals(sockets.length, before + 1);
});

Deno.test("SignallingClient waits for joined no longer because the server says other things", () => {
  const { client, clock, last, sockets } = setUp();
  client.open(ACCESS, "", null);
  last().open();
  for (let ms = 0; ms < JOIN_DEADLINE_MS; ms += 1_000) {
    last().tell({ type: "ping" });
    last().tell({ type: "lock", locked: true });
    last().tell({ type: "drain", afterMs: 0 });
    clock.advance(1_000);
  }
  clock.advance(250);
  assertEquals(sockets.length, 2);
});

Deno.test("SignallingClient takes as many messages as a peer can send at once", () => {
  const { client, last, heard, enter } = setUp();
  client.open(ACCESS, "", null);
  enter();
  last().tell(bob());
  for (let seq = 1; seq <= 150; seq++) {
    last().tell({ type: "signal", seq, ack: 0, data: "x" });
  }
  assertEquals(heard("data").length, 150);
});
