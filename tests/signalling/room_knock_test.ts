import { assertEquals } from "@std/assert";
import { MAX_KNOCKERS, PROBE_MS } from "../../signalling/knock.ts";
import { CloseCode, type ServerMessage } from "../../signalling/protocol.ts";
import { type Guest, House } from "./guests.ts";

const FULL: ServerMessage[] = [{ type: "error", code: "full", fatal: true }];

function assertRefused(guest: Guest): void {
  assertEquals(guest.take(), FULL);
  assertEquals(guest.closeCode, CloseCode.full);
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

Deno.test("a seat that does not answer is given to whoever knocks", () => {
  const house = new House();
  const { ada, ben, adas, bens } = house.pair();
  const cyd = house.join("cyd", { data: "cyd's hello" });
  house.hub.answer(ben);
  house.clock.advance(PROBE_MS - 1);
  assertEquals(cyd.take(), []);
  house.clock.advance(1);
  assertEquals(ada.closeCode, CloseCode.heartbeat);
  const { seat, peer } = cyd.takeJoined();
  assertEquals([seat, peer?.id], [adas.seat, bens.self]);
  const [gone, here] = ben.take();
  assertEquals(gone?.type === "peer" && [gone.id, gone.state], [
    adas.self,
    "gone",
  ]);
  assertEquals(here?.type === "peer" && here.data, "cyd's hello");
});

Deno.test("a held seat is taken: nobody is asked, the knock is refused", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ada);
  house.hub.disconnect(ben);
  assertRefused(house.join("cyd"));
});

Deno.test("a held seat is not given away when the other answers", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ada);
  const cyd = house.join("cyd");
  assertEquals(cyd.take(), []);
  house.hub.answer(ben);
  assertRefused(cyd);
});

Deno.test("a socket that is lost while it is asked leaves a held seat", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  const cyd = house.join("cyd");
  house.hub.answer(ben);
  house.hub.disconnect(ada);
  assertRefused(cyd);
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
  assertEquals(ada.closeCode, null, "nobody is evicted for nobody");
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
