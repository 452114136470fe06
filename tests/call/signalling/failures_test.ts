import { assert, assertEquals } from "@std/assert";
import type { PeerMessage } from "../../../call/messages/peer_message.ts";
import { ASK_FIRST_AFTER } from "../../../call/signalling/reconnection.ts";
import { SignallingClient } from "../../../call/signalling/signalling_client.ts";
import { PROBE_DEADLINE_MS } from "../../../call/signalling/signalling_line.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";
import { meet, openPage, relay, type SealedPage } from "../fake_room.ts";
import { FakeSocket } from "../fake_socket.ts";
import { settle } from "../lobby.ts";
import { ACCESS, joined, PAGE } from "./client_stage.ts";

const ROOM = { kind: "named", name: "failures" } as const;
const CHAT: PeerMessage = { type: "chat", id: "line-of-chat", text: "Hello" };

/** Throws, as a handler or a function of the browser may at any time. */
function fail(): never {
  throw new Error("injected");
}

async function couple(): Promise<[SealedPage, SealedPage]> {
  const pages = await Promise.all([openPage(ROOM), openPage(ROOM)]);
  await meet(...pages);
  return pages;
}

Deno.test("SealedSignalling handles the message after one whose handling fails", async () => {
  const [a, b] = await couple();
  b.mayHear = fail;
  a.signalling.send(CHAT);
  await relay(a, b);
  assertEquals(b.messages, []);
  b.mayHear = () => true;
  a.signalling.send(CHAT);
  await relay(a, b);
  assertEquals(b.messages, [CHAT]);
});

Deno.test("SealedSignalling sends the message after one that cannot be sealed", async () => {
  const [a, b] = await couple();
  const unsealable = { type: "bye", toJSON: fail } as const;
  a.signalling.send(unsealable);
  a.signalling.send(CHAT);
  await relay(a, b);
  assertEquals(b.messages, [CHAT]);
});

Deno.test("SealedSignalling refuses a page that it fails to meet, and reports the next", async () => {
  const [a, b] = await Promise.all([openPage(ROOM), openPage(ROOM)]);
  b.secrets.get = fail;
  b.server.onJoined("b", { id: "a", here: true }, a.parked);
  await b.settle();
  assertEquals(b.events, ["refused unproven"]);

  a.secrets.get = fail;
  a.server.onJoined("a", null, null);
  a.server.onPeerHere("a", { id: "b" }, b.parked);
  await a.settle();
  assertEquals(a.events, ["joined nobody", "stranger unproven"]);
  a.secrets.get = () => undefined;
  const c = await openPage(ROOM);
  a.server.onPeerHere("a", { id: "c" }, c.parked);
  c.server.onJoined("c", { id: "a", here: true }, a.parked);
  await relay(a, c);
  assertEquals(a.events.at(-1), "here c");
});

/** A client whose browser opens no socket while `refuses.sockets` is set. */
function clientOf() {
  const clock = new FakeClock();
  const sockets: FakeSocket[] = [];
  const phases: string[] = [];
  const refuses = { sockets: false, questions: false };
  const ignore = () => {};
  const client = new SignallingClient({
    clock,
    random: () => 0.999,
    reachable: () =>
      refuses.questions ? Promise.reject(new Error("injected")) : Promise
        .resolve(true),
    page: PAGE,
    connect() {
      if (refuses.sockets) fail();
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
  }, {
    onPhase: (phase) => phases.push(phase),
    onJoined: ignore,
    onPeerHere: ignore,
    onPeerAway: ignore,
    onPeerGone: ignore,
    onClaim: ignore,
    onLocked: ignore,
    onIceServers: ignore,
    onData: ignore,
    onRefused: ignore,
  });
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    assert(socket);
    return socket;
  };
  const enter = () => {
    last().open();
    last().tell(joined());
  };
  /** Lets sockets open again: the next attempt is in the room. */
  const recover = () => {
    refuses.sockets = false;
    clock.advance(1_000);
    enter();
    assertEquals(phases.at(-1), "open");
  };
  return { client, clock, phases, refuses, last, enter, recover };
}

Deno.test("SignallingClient.open() tries again where the browser opens no socket", () => {
  const { client, phases, refuses, recover } = clientOf();
  refuses.sockets = true;
  client.open(ACCESS, "", null);
  assertEquals(phases.at(-1), "backing-off");
  recover();
});

Deno.test("SignallingClient.probe() tries again where no second socket can be opened", () => {
  const { client, clock, phases, refuses, enter, recover } = clientOf();
  client.open(ACCESS, "", null);
  enter();
  refuses.sockets = true;
  client.probe();
  clock.advance(PROBE_DEADLINE_MS);
  assertEquals(phases.at(-1), "backing-off");
  recover();
});

Deno.test("SignallingClient.probe() replaces a socket that does not send", () => {
  const { client, clock, phases, last, enter } = clientOf();
  client.open(ACCESS, "", null);
  enter();
  const deaf = last();
  deaf.send = fail;
  client.probe();
  clock.advance(PROBE_DEADLINE_MS);
  assert(last() !== deaf);
  enter();
  assertEquals(phases.at(-1), "open");
});

Deno.test("Reconnection asks again where the question fails", async () => {
  const { client, clock, phases, refuses, last, enter } = clientOf();
  client.open(ACCESS, "", null);
  refuses.questions = true;
  for (let attempt = 0; attempt <= ASK_FIRST_AFTER + 2; attempt++) {
    last().drop();
    clock.advance(5_000);
    await settle();
  }
  assertEquals(phases.at(-1), "backing-off");
  refuses.questions = false;
  clock.advance(5_000);
  await settle();
  enter();
  assertEquals(phases.at(-1), "open");
});
