import { assert, assertEquals } from "@std/assert";
import { CloseCode, type ServerMessage } from "../../signalling/protocol.ts";
import { type Guest, House, LEASE_MS } from "./guests.ts";

const LOCKED: ServerMessage[] = [
  { type: "error", code: "locked", fatal: true },
];
const lock = (locked: boolean): ServerMessage => ({ type: "lock", locked });

function assertTurnedAway(guest: Guest): void {
  assertEquals(guest.take(), LOCKED);
  assertEquals(guest.closeCode, CloseCode.locked);
}

/** Two whose pages know what a lock is. */
function pairWithCards(house: House) {
  const pair = house.pair();
  house.hub.card(pair.ada, "Ada");
  house.hub.card(pair.ben, "Ben");
  assertEquals([pair.ada.take(), pair.ben.take()], [[], []]);
  return pair;
}

Deno.test("lock() is told to both, once, whoever locks", () => {
  const house = new House();
  const { ada, ben } = pairWithCards(house);
  house.hub.lock(ada, true);
  assertEquals([ada.take(), ben.take()], [[lock(true)], [lock(true)]]);
  house.hub.lock(ben, true);
  assertEquals([ada.take(), ben.take()], [[], []]);
  house.hub.lock(ben, false);
  assertEquals([ada.take(), ben.take()], [[lock(false)], [lock(false)]]);
});

Deno.test("lock() says nothing to a page that has shown no card: it may not know the word", () => {
  const house = new House();
  const { ada, ben } = house.pair();
  house.hub.card(ada, "Ada");
  house.hub.lock(ada, true);
  assertEquals([ada.take(), ben.take()], [[lock(true)], []]);
  house.hub.card(ben, "Ben");
  assertEquals(ben.take(), [lock(true)]);
  assertTurnedAway(house.join("cyd"));
});

Deno.test("a locked room turns everybody away at once, and asks nobody", () => {
  const house = new House();
  const { ada, ben } = pairWithCards(house);
  house.hub.lock(ada, true);
  assertTurnedAway(house.join("cyd"));
  assertTurnedAway(
    house.join("dan", { resume: { seat: 1, secret: "guess", received: 0 } }),
  );
  assertEquals([ada.probes, ben.probes], [0, 0]);
  house.hub.leave(ben);
  assertTurnedAway(house.join("fay"));
  house.hub.lock(ada, false);
  assertEquals(house.join("gil").takeJoined().locked, false);
});

Deno.test("a locked room lets those inside come back: by another socket, and after their lease", () => {
  const house = new House();
  const { ada, ben, adas, bens } = pairWithCards(house);
  house.hub.lock(ada, true);
  house.hub.disconnect(ben);
  let again = house.resume("ben again", bens);
  let joined = again.takeJoined();
  assertEquals([joined.locked, joined.self], [true, bens.self]);
  // Each time under another id, and with the secret of the time before.
  for (const _ of [1, 2]) {
    house.hub.disconnect(again);
    house.clock.advance(LEASE_MS);
    const before = joined;
    again = house.resume("ben once more", before);
    joined = again.takeJoined();
    assert(joined.self !== before.self);
    assertEquals([joined.locked, joined.peer?.id], [true, adas.self]);
    assertTurnedAway(house.join("cyd"));
  }
});

Deno.test("a locked room lets in nobody who has left, until it is unlocked", () => {
  const house = new House();
  const { ada, ben, bens } = pairWithCards(house);
  house.hub.lock(ada, true);
  house.hub.leave(ben);
  assertTurnedAway(house.resume("ben again", bens));
  house.hub.lock(ada, false);
  house.resume("ben once more", bens).takeJoined();
});

Deno.test("lock() sends away whoever waits at the door", () => {
  const house = new House();
  const { ada, ben } = pairWithCards(house);
  const cyd = house.join("cyd");
  assertEquals([ada.probes, ben.probes], [1, 1]);
  house.hub.lock(ben, true);
  assertTurnedAway(cyd);
  house.clock.advance(LEASE_MS);
  assertEquals([ada.closeCode, ben.closeCode], [null, null]);
});

Deno.test("lock() and card() before there is a seat are out of order", () => {
  for (
    const say of [
      (house: House, guest: Guest) => house.hub.lock(guest, true),
      (house: House, guest: Guest) => house.hub.card(guest, "Cyd"),
    ]
  ) {
    const house = new House();
    const { ada } = pairWithCards(house);
    const cyd = house.join("cyd");
    say(house, cyd);
    assertEquals(cyd.closeCode, CloseCode.badMessage);
    house.hub.leave(ada);
    house.join("dan").takeJoined();
  }
});

Deno.test("a lock lasts as long as a seat is held, and no longer", () => {
  const house = new House();
  const { ada, ben, adas } = pairWithCards(house);
  house.hub.lock(ada, true);
  house.hub.leave(ben);
  house.hub.disconnect(ada);
  house.clock.advance(LEASE_MS - 1);
  assertTurnedAway(house.join("cyd"));
  house.clock.advance(1);
  house.join("dan").takeJoined();
  const again = house.resume("ada again", adas);
  assertEquals(again.takeJoined().locked, false);
});

Deno.test("those who look see that a room is locked", () => {
  const house = new House();
  const { ada } = pairWithCards(house);
  const eve = house.look("eve");
  assertEquals(eve.takePresent().locked, false);
  house.hub.lock(ada, true);
  assertEquals(eve.takePresent(), {
    type: "present",
    people: [{ card: "Ada" }, { card: "Ben" }],
    locked: true,
    mayJoin: true,
  });
  house.hub.lock(ada, false);
  assertEquals(eve.takePresent().locked, false);
});

Deno.test("after a restart the first to come back locks the room again, for both", () => {
  const before = new House();
  const { adas, bens } = pairWithCards(before);
  for (const [first, second] of [[adas, bens], [bens, adas]]) {
    if (!first || !second) continue;
    const after = new House();
    const back = (joined: typeof adas, other: typeof adas) =>
      after.join(joined.self, {
        resume: { seat: joined.seat, secret: joined.resume, received: 0 },
        locked: { with: other.self },
      });
    assertEquals(back(first, second).takeJoined().locked, true);
    assertTurnedAway(after.join("cyd"));
    const joined = back(second, first).takeJoined();
    assertEquals([joined.locked, joined.self], [true, second.self]);
  }
});

Deno.test("a page that comes late does not lock again what was unlocked without it", () => {
  const house = new House();
  const { ada, ben, adas, bens } = pairWithCards(house);
  const back = (lost: Guest) => {
    house.hub.disconnect(lost);
    return house.join("ada again", {
      resume: { seat: adas.seat, secret: adas.resume, received: 0 },
      locked: { with: bens.self },
    });
  };
  house.hub.lock(ada, true);
  house.hub.lock(ben, false);
  assertEquals(back(ada).takeJoined().locked, false);
});
