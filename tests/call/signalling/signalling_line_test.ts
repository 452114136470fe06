import { assert, assertEquals } from "@std/assert";
import {
  JOIN_DEADLINE_MS,
  PROBE_DEADLINE_MS,
  SignallingLine,
} from "../../../call/signalling/signalling_line.ts";
import type { ClientMessage } from "../../../signalling/protocol.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";
import { FakeSocket } from "../fake_socket.ts";

const KEY = "k".repeat(43);
const JOIN: ClientMessage = { type: "join", token: "t".repeat(43) };
const PING: ClientMessage = { type: "ping" };

/** A line that was handed an open socket, and trusts whatever speaks. */
function setUp() {
  const clock = new FakeClock();
  const warm = new FakeSocket();
  warm.open();
  const fresh: FakeSocket[] = [];
  const lost: number[] = [];
  let taken = false, joined = false;
  const line = new SignallingLine({
    clock,
    connect() {
      if (!taken) {
        taken = true;
        return warm;
      }
      const socket = new FakeSocket();
      fresh.push(socket);
      return socket;
    },
  }, {
    onOpen: () => line.say(JOIN),
    onFrame: (frame) => line.trust(joined ||= frame === "joined"),
    onLost: (code) => lost.push(code),
  });
  line.open(KEY);
  const latest = (): FakeSocket => {
    const socket = fresh.at(-1);
    assert(socket);
    return socket;
  };
  return { clock, line, warm, fresh, lost, latest };
}

Deno.test("SignallingLine.open() reports a socket that is open already, and asks whether it lives", () => {
  const { warm, fresh, clock, lost } = setUp();
  assertEquals(warm.said, [JOIN, PING]);
  warm.tell("joined");
  warm.tell({ type: "pong" });
  clock.advance(60_000);
  assertEquals([fresh.length, lost], [0, []]);
});

Deno.test("a handed-over socket that says nothing is replaced within the deadline of a probe", () => {
  const { clock, warm, fresh, latest, lost } = setUp();
  clock.advance(PROBE_DEADLINE_MS - 1);
  assertEquals(fresh.length, 0);
  clock.advance(1);
  assertEquals([fresh.length, warm.readyState], [1, WebSocket.OPEN]);
  latest().open();
  assertEquals(latest().said, [JOIN]);
  assertEquals(warm.readyState, WebSocket.CLOSED);
  warm.drop();
  latest().tell("joined");
  clock.advance(60_000);
  assertEquals([fresh.length, lost], [1, []]);
});

Deno.test("a handed-over socket that was only slow is kept", () => {
  const { clock, warm, latest, lost } = setUp();
  clock.advance(PROBE_DEADLINE_MS);
  warm.tell("joined");
  assertEquals(latest().readyState, WebSocket.CLOSED);
  latest().open();
  assertEquals(latest().said, []);
  warm.tell({ type: "pong" });
  clock.advance(60_000);
  assertEquals([warm.readyState, lost], [WebSocket.OPEN, []]);
});

Deno.test("a handed-over socket that closes unheard is replaced at once, and nobody hears of it", () => {
  for (const code of [1000, 1006]) {
    const { clock, warm, fresh, latest, lost } = setUp();
    warm.drop(code);
    assertEquals([fresh.length, lost], [1, []]);
    latest().open();
    assertEquals(latest().said, [JOIN]);
    latest().tell("joined");
    clock.advance(60_000);
    assertEquals([fresh.length, lost], [1, []]);
  }
});

Deno.test("a handed-over socket that closes while another opens leaves that one alone", () => {
  const { clock, warm, fresh, latest, lost } = setUp();
  clock.advance(PROBE_DEADLINE_MS);
  warm.drop();
  assertEquals([fresh.length, lost], [1, []]);
  latest().open();
  assertEquals(latest().said, [JOIN]);
});

Deno.test("a handed-over socket is lost as any other once it has spoken, and when no other can be had", () => {
  const spoken = setUp();
  spoken.warm.tell("error");
  spoken.warm.drop(4003);
  assertEquals([spoken.lost, spoken.fresh.length], [[4003], 0]);
  const offline = setUp();
  offline.warm.drop();
  offline.latest().drop();
  assertEquals(offline.lost, [0]);
  assertEquals([spoken.clock.pending, offline.clock.pending], [0, 0]);
});

Deno.test("a handed-over socket that has but answered the ping owes an answer to join, as any other", () => {
  const { clock, warm, fresh, lost } = setUp();
  warm.tell({ type: "pong" });
  clock.advance(JOIN_DEADLINE_MS - 1);
  assertEquals([fresh.length, lost], [0, []]);
  clock.advance(1);
  assertEquals(lost, [0]);
});

Deno.test("a socket that says anything but joined owes an answer to join, however often it speaks", () => {
  const { clock, warm, fresh, lost } = setUp();
  warm.drop();
  fresh[0]?.open();
  for (let ms = 0; ms < JOIN_DEADLINE_MS; ms += 1_000) {
    assertEquals(lost, []);
    fresh[0]?.tell({ type: "ping" });
    clock.advance(1_000);
  }
  assertEquals(lost, [0]);
});

Deno.test("close() lets go of a handed-over socket and of the one beside it", () => {
  const { clock, line, warm, latest, lost } = setUp();
  clock.advance(PROBE_DEADLINE_MS);
  line.close();
  assertEquals(warm.readyState, WebSocket.CLOSED);
  assertEquals(latest().readyState, WebSocket.CLOSED);
  assertEquals([warm.onmessage, warm.onclose], [null, null]);
  assertEquals([clock.pending, lost], [0, []]);
});
