import { assertEquals, assertNotEquals, assertObjectMatch } from "@std/assert";
import { CloseCode } from "../../signalling/protocol.ts";
import { Guest, House, LEASE_MS, testRules } from "./guests.ts";

Deno.test("join() gives the first person seat 0, a secret and no peer", () => {
  const house = new House();
  const ada = house.join("ada");
  assertEquals(ada.takeJoined(), {
    type: "joined",
    self: "person-00001",
    seat: 0,
    epoch: 1,
    resume: "secret-00001",
    peer: null,
    locked: false,
    pages: true,
    releases: true,
    ice: [{ urls: ["stun:alone.example"] }],
    heartbeat: { intervalMs: 10_000, timeoutMs: 30_000 },
  });
});

Deno.test("join() hands each what the other has parked", () => {
  const house = new House();
  const ada = house.join("ada", { data: "ada's offer" });
  const { self } = ada.takeJoined();
  const ben = house.join("ben", { data: "ben's hello" });
  assertEquals(ben.takeJoined().peer, {
    id: self,
    state: "here",
    epoch: 1,
    received: 0,
    data: "ada's offer",
  });
  assertObjectMatch(ada.takePeer(), {
    id: "person-00002",
    state: "here",
    data: "ben's hello",
  });
});

Deno.test("join() gives TURN to both as soon as there are two", () => {
  const house = new House();
  const ada = house.join("ada");
  assertEquals(ada.takeJoined().ice, [{ urls: ["stun:alone.example"] }]);
  const ben = house.join("ben");
  assertEquals(ben.takeJoined().ice, [{ urls: ["stun:paired.example"] }]);
  assertEquals(ada.takePeer().ice, [{ urls: ["stun:paired.example"] }]);
});

Deno.test("rooms keep apart what is said in them", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  const eve = house.join("eve", {}, "elsewhere");
  assertEquals(eve.takeJoined().peer, null);
  house.signal(eve, 1);
  house.hub.leave(eve);
  assertEquals(ada.take(), []);
  assertEquals(ben.take(), []);
});

Deno.test("send() forwards the original text, and only to the peer", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  const heard: string[] = [];
  ben.deliver = (text) => heard.push(text);
  const text = house.signal(ada, 1);
  assertEquals(heard, [text]);
  assertEquals(ada.take(), []);
});

Deno.test("send() answers no-peer, not fatal, when the other seat is free", () => {
  const house = new House();
  const ada = house.join("ada");
  ada.takeJoined();
  house.signal(ada, 1);
  assertEquals(ada.take(), [{ type: "error", code: "no-peer", fatal: false }]);
  assertEquals(ada.closeCode, null);
});

Deno.test("send() drops silently what a reconnecting peer will be sent again", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ben);
  ada.takePeer();
  house.signal(ada, 1);
  assertEquals(ada.take(), []);
});

Deno.test("leave() frees the seat at once and tells the peer", () => {
  const house = new House();
  const { ada, ben, adas } = house.pair();
  house.hub.leave(ada);
  assertEquals(ada.closeCode, CloseCode.normal);
  assertEquals(ben.takePeer(), {
    type: "peer",
    id: adas.self,
    state: "gone",
    epoch: 1,
    received: 0,
  });
  const cyd = house.join("cyd");
  assertEquals(cyd.takeJoined().seat, 0);
});

Deno.test("disconnect() holds the seat until the lease is over, not longer", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ada);
  assertEquals(ben.takePeer().state, "reconnecting");
  house.clock.advance(LEASE_MS - 1);
  assertEquals(ben.take(), []);
  house.clock.advance(1);
  assertEquals(ben.takePeer().state, "gone");
  assertEquals(house.join("cyd").takeJoined().seat, 0);
});

Deno.test("a newcomer sees that the peer is reconnecting", () => {
  const house = new House();
  const ada = house.join("ada", { data: "offer" });
  house.hub.disconnect(ada);
  const { peer } = house.join("ben").takeJoined();
  assertObjectMatch(peer ?? {}, { state: "reconnecting", data: "offer" });
});

Deno.test("nothing is kept of a room that everyone has left", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.leave(ada);
  house.hub.disconnect(ben);
  assertEquals(house.hub.held, { rooms: 1, members: 0, timers: 1 });
  house.clock.advance(LEASE_MS);
  assertEquals(house.hub.held, { rooms: 0, members: 0, timers: 0 });
  assertEquals(house.clock.pending, 0);
});

Deno.test("a newcomer after a person who left is somebody else", () => {
  const house = new House();
  const { ada, adas } = house.pair();
  house.hub.leave(ada);
  const cyds = house.join("cyd").takeJoined();
  assertNotEquals(cyds.self, adas.self);
  assertEquals(cyds.epoch, adas.epoch + 1);
});

Deno.test("credentials are renewed for both before they expire", () => {
  const house = new House(testRules({ iceRenewMs: 1_000 }));
  const { ada, ben, adas, bens } = house.pair();
  house.clock.advance(999);
  assertEquals(ada.take(), []);
  house.clock.advance(1);
  const ice = [{ urls: ["stun:paired.example"] }];
  assertObjectMatch(ada.takePeer(), { id: bens.self, state: "here", ice });
  assertObjectMatch(ben.takePeer(), { id: adas.self, state: "here", ice });
  house.hub.disconnect(ben);
  ada.takePeer();
  house.clock.advance(1_000);
  assertObjectMatch(ada.takePeer(), { state: "reconnecting", ice });
});

Deno.test("a person alone is given no credentials again", () => {
  const house = new House(testRules({ iceRenewMs: 1_000 }));
  const { ada, ben } = house.pair();
  house.hub.leave(ben);
  ada.takePeer();
  house.clock.advance(10_000);
  assertEquals(ada.take(), []);
  assertEquals(house.clock.pending, 0);
});

Deno.test("a member that fails while it is told is followed by true news", () => {
  const house = new House();
  const { ada, ben, bens } = house.pair();
  const broken = new Guest("broken");
  broken.deliver = () => house.hub.disconnect(broken);
  const { seat, resume: secret } = bens;
  house.hub.disconnect(ben);
  house.hub.join("room", broken, { resume: { seat, secret, received: 0 } });
  const states = ada.take().map((message) =>
    message.type === "peer" && message.state
  );
  assertEquals(states, ["reconnecting", "here", "reconnecting"]);
});

Deno.test("close() stops timers and tells nobody", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.disconnect(ada);
  ben.takePeer();
  house.hub.close();
  assertEquals(house.clock.pending, 0);
  house.hub.leave(ben);
  assertEquals(ben.take(), []);
  const late = house.join("late");
  assertEquals(late.take(), []);
});

Deno.test("signal() does not reach whoever has taken the seat of the one it is for", () => {
  const house = new House();
  const { ada, ben, bens } = house.pair();
  house.signal(ada, 1, 0, "for ben", bens.self);
  assertEquals(ben.take().length, 1);
  house.hub.leave(ben);
  const cyd = house.join("cyd");
  const cyds = cyd.takeJoined();
  house.signal(ada, 2, 0, "still for ben", bens.self);
  assertEquals(cyd.take(), []);
  house.signal(ada, 1, 0, "for cyd", cyds.self);
  assertEquals(cyd.take().length, 1);
});
