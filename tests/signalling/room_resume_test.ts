import {
  assert,
  assertEquals,
  assertNotEquals,
  assertObjectMatch,
} from "@std/assert";
import { CloseCode, MAX_EPOCH } from "../../signalling/protocol.ts";
import { House, LEASE_MS } from "./guests.ts";

Deno.test("resume takes the held seat over: same id and secret, next epoch", () => {
  const house = new House();
  const { ada, ben, adas, bens } = house.pair();
  house.hub.disconnect(ada);
  ben.takePeer();
  const again = house.resume("ada again", adas).takeJoined();
  assertEquals(again.self, adas.self);
  assertEquals(again.resume, adas.resume);
  assertEquals(again.epoch, 2);
  assertEquals(again.peer?.id, bens.self);
  assertObjectMatch(ben.takePeer(), {
    id: adas.self,
    state: "here",
    epoch: 2,
  });
});

Deno.test("resume replaces an open socket, whose end then means nothing", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  const again = house.resume("ada again", adas);
  assertEquals(ada.closeCode, CloseCode.replaced);
  assertEquals(again.takeJoined().epoch, 2);
  assertEquals(ben.takePeer().epoch, 2);
  house.hub.disconnect(ada);
  house.hub.leave(ada);
  house.clock.advance(LEASE_MS);
  assertEquals(ben.take(), []);
  const text = house.signal(ben, 1);
  assertEquals(JSON.stringify(again.take()[0]), text.trim());
});

Deno.test("resume ends the lease", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  house.hub.disconnect(ada);
  house.clock.advance(LEASE_MS - 1);
  house.resume("ada again", adas);
  assertEquals(house.clock.pending, 0);
  ben.take();
  house.clock.advance(LEASE_MS);
  assertEquals(ben.take(), []);
});

Deno.test("resume replaces what is parked, or leaves it", () => {
  const house = new House();
  const { ada, adas, ben } = house.pair();
  house.hub.disconnect(ada);
  const second = house.resume("ada 2", adas, 0, "new hello");
  ben.take();
  house.hub.disconnect(second);
  ben.take();
  house.resume("ada 3", adas);
  assertEquals(ben.takePeer().data, "new hello");
});

Deno.test("an unknown secret is a newcomer's own where a seat is free", () => {
  const house = new House();
  const ada = house.join("ada");
  const adas = ada.takeJoined();
  const eve = house.resume("eve", { ...adas, resume: "secret-guess" });
  const eves = eve.takeJoined();
  assertEquals(eves.seat, 1);
  assertNotEquals(eves.self, adas.self);
  assertEquals(eves.resume, "secret-guess");
  assertEquals(ada.closeCode, null);
  // By it the page is found again, whichever seat it thinks it has.
  const again = house.resume("eve again", { ...eves, seat: 0 }).takeJoined();
  assertEquals([again.self, again.seat], [eves.self, 1]);
  assertEquals(eve.closeCode, CloseCode.replaced);
});

Deno.test("a wrong secret takes no held seat: it waits as any other", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  house.hub.disconnect(ada);
  house.hub.disconnect(ben);
  const eve = house.resume("eve", { ...adas, resume: "secret-guess" });
  assertEquals(eve.take(), [{ type: "error", code: "full", fatal: false }]);
  assertEquals(house.resume("ada again", adas).takeJoined().self, adas.self);
  assertEquals(eve.take(), []);
});

Deno.test("after a restart both claims are honoured, ids and numbers kept", () => {
  const before = new House();
  const { adas, bens } = before.pair();
  const house = new House();
  const ben = house.join("ben", {
    resume: { seat: bens.seat, secret: bens.resume, received: 3, epoch: 4 },
    data: "hello again",
  });
  const bensNew = ben.takeJoined();
  assertObjectMatch(bensNew, { self: bens.self, seat: 1, epoch: 5 });
  assertEquals(bensNew.resume, bens.resume);
  const ada = house.resume("ada", adas, 7);
  const adasNew = ada.takeJoined();
  assertObjectMatch(adasNew, { self: adas.self, seat: 0, epoch: 1 });
  assertObjectMatch(adasNew.peer ?? {}, { id: bens.self, received: 3 });
  assertObjectMatch(ben.takePeer(), { id: adas.self, received: 7 });
});

Deno.test("a claimed epoch is no measure for whoever takes the seat afterwards", () => {
  const house = new House();
  const ada = house.join("ada");
  const adas = ada.takeJoined();
  const eve = house.join("eve", {
    resume: { seat: 1, secret: "secret-of-eve", received: 0, epoch: 1e9 },
  });
  const eves = eve.takeJoined();
  assert(eves.epoch < MAX_EPOCH);
  house.hub.leave(eve);
  assertEquals(house.join("ben").takeJoined().epoch, 2);
  house.hub.disconnect(ada);
  assertEquals(house.resume("ada again", adas).takeJoined().epoch, 2);
});

Deno.test("one secret does not take both seats: it moves to the newer socket", () => {
  const house = new House();
  const ada = house.join("ada");
  const adas = ada.takeJoined();
  const twin = house.resume("twin", { ...adas, seat: 1 }).takeJoined();
  assertEquals([twin.self, twin.seat], [adas.self, adas.seat]);
  assertEquals(ada.closeCode, CloseCode.replaced);
  assertEquals(house.join("ben").takeJoined().peer?.id, adas.self);
});

Deno.test("a secret whose person is gone for good is not given back", () => {
  const house = new House();
  const { ada, adas } = house.pair();
  house.hub.leave(ada);
  const late = house.resume("late", { ...adas, seat: 1 }).takeJoined();
  assertNotEquals(late.self, adas.self);
  assertNotEquals(late.resume, adas.resume);
});

Deno.test("gone is final: the id does not come back to a room that goes on", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  house.hub.disconnect(ada);
  house.clock.advance(LEASE_MS);
  ben.take();
  const late = house.resume("ada late", adas).takeJoined();
  assertNotEquals(late.self, adas.self);
  assertEquals(late.seat, adas.seat);
  assertEquals(ben.takePeer().id, late.self);
});

Deno.test("received follows the acks, and is told on resume", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  for (const seq of [1, 2, 3]) house.signal(ben, seq);
  ada.take();
  house.signal(ada, 1, 2);
  ben.take();
  const bens = house.hub;
  bens.disconnect(ada);
  assertEquals(ben.takePeer().received, 2);
  house.resume("ada again", adas, 3);
  assertEquals(ben.takePeer().received, 3);
});

Deno.test("received is never more than the peer has sent here", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  house.signal(ben, 1);
  ada.take();
  house.signal(ada, 1, 99);
  ben.take();
  house.hub.disconnect(ada);
  assertEquals(ben.takePeer().received, 1);
  house.resume("ada again", adas, 99);
  assertEquals(ben.takePeer().received, 1);
});

Deno.test("numbers about a person who has gone do not pass to the next", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  for (const seq of [1, 2, 3]) house.signal(ben, seq);
  house.hub.disconnect(ada);
  house.hub.leave(ben);
  const cyd = house.join("cyd");
  assertEquals(cyd.takeJoined().peer?.received, 0);
  house.signal(cyd, 1);
  const again = house.resume("ada again", adas, 3);
  assertEquals(again.takeJoined().peer?.received, 0);
  assertEquals(cyd.takePeer().received, 0);
});

Deno.test("numbers from before a restart do not pass to a newcomer", () => {
  const house = new House();
  const adas = new House().pair().adas;
  const ada = house.resume("ada", adas, 17);
  ada.takeJoined();
  assertEquals(house.join("cyd").takeJoined().peer?.received, 0);
});

Deno.test("numbers about a person who has gone do not pass to one from before", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  for (const seq of [1, 2, 3]) house.signal(ada, seq);
  house.signal(ben, 1);
  house.signal(ada, 4, 1);
  house.hub.leave(ben);
  ada.take();
  const cyd = house.join("cyd", {
    resume: { seat: 1, secret: "secret-of-cyd", received: 3 },
  });
  assertObjectMatch(cyd.takeJoined(), {
    self: "person-of-cyd",
    peer: { received: 0 },
  });
  assertEquals(ada.takePeer().received, 0);
});

Deno.test("join() with another page of the same person starts the numbers over", () => {
  const house = new House();
  const first = house.join("ada", { page: "ada-page-one" });
  const adas = first.takeJoined();
  const ben = house.join("ben");
  assertEquals(ben.takeJoined().peer?.page, "ada-page-one");
  first.takePeer();
  house.signal(first, 1);
  house.signal(ben, 1, 1);
  ben.take();
  const { seat, resume: secret } = adas;
  const reloaded = house.join("ada again", {
    resume: { seat, secret, received: 0 },
    page: "ada-page-two",
  });
  assertEquals(reloaded.takeJoined().peer?.received, 0);
  const peer = ben.takePeer();
  assertEquals([peer.id, peer.page, peer.received], [
    adas.self,
    "ada-page-two",
    0,
  ]);
});

Deno.test("signal() gives a reloaded page nothing that was meant for the page before", () => {
  const house = new House();
  const first = house.join("ada", { page: "ada-page-one" });
  const adas = first.takeJoined();
  const ben = house.join("ben");
  assertEquals(ben.takeJoined().pages, true);
  const { seat, resume: secret } = adas;
  const reloaded = house.join("ada again", {
    resume: { seat, secret, received: 0 },
    page: "ada-page-two",
  });
  reloaded.take();
  // Ben has not heard of the reload yet: the number would be taken for the first.
  house.signal(ben, 1, 0, "stale", adas.self, "ada-page-one");
  assertEquals(reloaded.take(), []);
  const text = house.signal(ben, 1, 0, "new", adas.self, "ada-page-two");
  assertEquals(JSON.stringify(reloaded.take()[0]), text.trim());
});

Deno.test("a join that comes late, over a socket that its page has replaced, does not end the page's call", () => {
  const house = new House();
  const resume = { seat: 0 as const, secret: "secret-of-ada", received: 0 };
  const claim = { resume, page: "ada's page" };
  const kept = house.join("ada", claim);
  const adas = kept.takeJoined();
  const late = house.join("ada's older socket", claim);
  assertEquals(late.takeJoined().self, adas.self);
  // Which of the two is the older one, the server can't know.
  assertEquals(kept.closeCode, CloseCode.superseded);
  house.hub.disconnect(late);
  const back = house.join("ada back", claim).takeJoined();
  assertEquals([back.self, back.seat], [adas.self, adas.seat]);
});
