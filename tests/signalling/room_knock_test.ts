import { assertEquals } from "@std/assert";
import {
  MAX_HELD_WAIT_MS,
  MAX_KNOCKERS,
  PROBE_MS,
} from "../../signalling/knock.ts";
import { CloseCode, type ServerMessage } from "../../signalling/protocol.ts";
import { type Guest, House, LEASE_MS, testRules } from "./guests.ts";

const HELD: ServerMessage[] = [{ type: "error", code: "full", fatal: false }];
const FULL: ServerMessage[] = [{ type: "error", code: "full", fatal: true }];

function assertRefused(guest: Guest): void {
  assertEquals(guest.take(), FULL);
  assertEquals(guest.closeCode, CloseCode.full);
}

function assertWaits(guest: Guest): void {
  assertEquals(guest.take(), HELD);
  assertEquals(guest.closeCode, null);
}

Deno.test("join() admits two and refuses the third when both have answered", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  const cyd = house.join("cyd");
  assertEquals([ada.probes, ben.probes, cyd.probes], [1, 1, 0]);
  house.hub.answer(ada);
  assertEquals(cyd.take(), []);
  house.hub.answer(ben);
  assertRefused(cyd);
  house.clock.advance(PROBE_MS);
  assertEquals([ada.closeCode, ben.closeCode], [null, null]);
});

Deno.test("a socket that does not answer is a lost one: its seat is held", () => {
  const house = new House();
  const { ada, ben, adas, bens } = house.pair();
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  house.clock.advance(PROBE_MS - 1);
  assertEquals([cyd.take(), ada.closeCode], [[], null]);
  house.clock.advance(1);
  assertWaits(cyd);
  assertEquals(ada.closeCode, CloseCode.heartbeat);
  const away = ben.takePeer();
  assertEquals([away.id, away.state], [adas.self, "reconnecting"]);
  house.clock.advance(LEASE_MS - 1);
  const again = house.resume("ada again", adas).takeJoined();
  assertEquals([again.self, again.peer?.id], [adas.self, bens.self]);
  assertRefused(cyd);
});

Deno.test("a lease that began with an unanswered probe ends, and lets in whoever waits", () => {
  const house = new House();
  const { ben, adas, bens } = house.pair();
  const cyd = house.join("cyd", { data: "cyd's hello" });
  house.hub.answer(ben);
  house.clock.advance(PROBE_MS + LEASE_MS - 1);
  assertWaits(cyd);
  ben.take();
  house.clock.advance(1);
  const { seat, peer } = cyd.takeJoined();
  assertEquals([seat, peer?.id], [adas.seat, bens.self]);
  const [gone, here] = ben.take();
  assertEquals(gone?.type === "peer" && [gone.id, gone.state], [
    adas.self,
    "gone",
  ]);
  assertEquals(here?.type === "peer" && here.data, "cyd's hello");
});

Deno.test("whoever knocks at two held seats waits, and comes in when a lease ends", () => {
  const house = new House();
  const { ada, ben, bens } = house.pair();
  house.hub.disconnect(ada);
  house.clock.advance(1_000);
  house.hub.disconnect(ben);
  const cyd = house.join("cyd");
  assertWaits(cyd);
  house.clock.advance(LEASE_MS - 1_000);
  assertEquals(cyd.takeJoined().peer?.id, bens.self);
});

Deno.test("whoever knocks at a held seat waits when the other has answered", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  house.hub.disconnect(ada);
  const cyd = house.join("cyd");
  assertEquals(cyd.take(), []);
  house.hub.answer(ben);
  assertWaits(cyd);
  house.resume("ada again", adas).takeJoined();
  assertRefused(cyd);
});

Deno.test("a socket that is lost while it is asked leaves a held seat", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  house.hub.disconnect(ada);
  assertWaits(cyd);
});

Deno.test("nobody waits for a held seat for longer than 32 seconds", () => {
  const house = new House(testRules({ leaseMs: 60_000 }));
  const { ben } = house.pair();
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  house.clock.advance(PROBE_MS);
  assertWaits(cyd);
  house.clock.advance(MAX_HELD_WAIT_MS - 1);
  assertEquals(cyd.take(), []);
  house.clock.advance(1);
  assertRefused(cyd);
});

Deno.test("one who waits does not wait longer because others knock", () => {
  const house = new House(testRules({ leaseMs: 60_000 }));
  const { ben } = house.pair();
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  house.clock.advance(PROBE_MS + MAX_HELD_WAIT_MS - 1_000);
  assertWaits(cyd);
  const dan = house.join("dan");
  assertEquals(ben.probes, 2);
  house.clock.advance(1_000);
  assertRefused(cyd);
  house.clock.advance(PROBE_MS - 1_000);
  assertWaits(dan);
  assertEquals(ben.closeCode, CloseCode.heartbeat);
});

Deno.test("several wait for a held seat; it goes to the first, and the others are told", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ada);
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  const dan = house.join("dan");
  house.hub.answer(ben);
  for (const waiting of [cyd, dan]) assertWaits(waiting);
  house.clock.advance(LEASE_MS);
  cyd.takeJoined();
  assertRefused(dan);
});

Deno.test("one who waits and loses the socket comes again in its place", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ada);
  house.hub.disconnect(ben);
  const claim = {
    resume: { seat: 0 as const, secret: "secret-of-cyd", received: 0 },
  };
  const silent = house.join("cyd", claim);
  assertWaits(silent);
  const cyd = house.join("cyd again", claim);
  assertWaits(cyd);
  assertEquals(silent.closeCode, CloseCode.replaced);
  house.clock.advance(LEASE_MS);
  assertEquals(cyd.takeJoined().self, "person-of-cyd");
  assertEquals(house.join("dan").takeJoined().peer?.id, "person-of-cyd");
});

Deno.test("a lock turns away whoever waits for a held seat", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ada);
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  assertWaits(cyd);
  house.hub.lock(ben, true);
  assertEquals(cyd.closeCode, CloseCode.locked);
});

Deno.test("somebody who leaves lets in whoever knocks", () => {
  const house = new House();
  const { ada } = house.pair();
  const cyd = house.join("cyd");
  house.hub.leave(ada);
  assertEquals(cyd.takeJoined().seat, 0);
});

Deno.test("a lease that ends lets in whoever knocks", () => {
  const house = new House();
  const { ada } = house.pair();
  house.hub.disconnect(ada);
  house.clock.advance(29_500);
  const cyd = house.join("cyd");
  assertEquals(cyd.take(), []);
  house.clock.advance(500);
  assertEquals(cyd.takeJoined().seat, 0);
});

Deno.test("a resume during a knock counts as an answer", () => {
  const house = new House();
  const { ben, adas } = house.pair();
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  house.resume("ada again", adas).takeJoined();
  assertRefused(cyd);
});

Deno.test("several knocks share one question; one seat goes to the first", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  const cyd = house.join("cyd");
  house.clock.advance(1_000);
  const dan = house.join("dan");
  assertEquals(ada.probes, 1);
  house.hub.answer(ben);
  house.clock.advance(1_000);
  for (const waiting of [cyd, dan]) assertWaits(waiting);
  house.clock.advance(LEASE_MS);
  assertEquals(cyd.takeJoined().seat, 0);
  assertRefused(dan);
});

Deno.test("a later knock asks again", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.join("cyd");
  house.hub.answer(ada);
  house.hub.answer(ben);
  house.join("dan");
  assertEquals([ada.probes, ben.probes], [2, 2]);
});

Deno.test("a knocker who has gone is not admitted", () => {
  const house = new House();
  const { ada } = house.pair();
  const cyd = house.join("cyd");
  house.hub.disconnect(cyd);
  house.clock.advance(PROBE_MS);
  assertEquals(ada.closeCode, null, "nobody is asked for nobody");
  house.hub.leave(ada);
  assertEquals(cyd.take(), []);
  assertEquals(house.join("dan").takeJoined().seat, 0);
});

Deno.test("a knocker who leaves is closed in peace", () => {
  const house = new House();
  house.pair();
  const cyd = house.join("cyd");
  house.hub.leave(cyd);
  assertEquals(cyd.closeCode, CloseCode.normal);
});

Deno.test("a knocker who speaks before it is admitted is sent away", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  const cyd = house.join("cyd");
  house.signal(cyd, 1);
  assertEquals(cyd.take(), [
    { type: "error", code: "expected-join", fatal: true },
  ]);
  assertEquals(cyd.closeCode, CloseCode.badMessage);
  assertEquals([ada.take(), ben.take()], [[], []]);
});

Deno.test("a crowd at the door is turned away without asking", () => {
  const house = new House();
  house.pair();
  for (let i = 0; i < MAX_KNOCKERS; i++) {
    assertEquals(house.join(`knocker ${i}`).take(), []);
  }
  assertRefused(house.join("one too many"));
});
