import { assertEquals } from "@std/assert";
import { MAX_LOOKERS } from "../../signalling/lookers.ts";
import { CloseCode, type Present } from "../../signalling/protocol.ts";
import { House, LEASE_MS } from "./guests.ts";

const sees = (...cards: (string | null)[]): Present => ({
  type: "present",
  people: cards.map((card) => card === null ? {} : { card }),
  locked: false,
  mayJoin: true,
});

Deno.test("look() tells who is there, and each change of it, once", () => {
  const house = new House();
  const eve = house.look("eve");
  assertEquals(eve.takePresent(), sees());
  const ada = house.join("ada");
  assertEquals(eve.takePresent(), sees(null));
  house.hub.card(ada, "Ada");
  assertEquals(eve.takePresent(), sees("Ada"));
  house.hub.card(ada, "Ada");
  assertEquals(eve.take(), []);
  const ben = house.join("ben");
  house.hub.card(ben, "Ben");
  assertEquals(eve.take(), [sees("Ada", null), sees("Ada", "Ben")]);
  house.hub.card(ben, "Benjamin");
  assertEquals(eve.takePresent(), sees("Ada", "Benjamin"));
  house.signal(ada, 1);
  house.hub.disconnect(ada);
  assertEquals(eve.take(), [], "a held seat is taken");
  house.clock.advance(LEASE_MS);
  assertEquals(eve.takePresent(), sees("Benjamin"));
  house.hub.leave(ben);
  assertEquals(eve.takePresent(), sees());
});

Deno.test("look() sees what is there already", () => {
  const house = new House();
  const { ben } = house.pair();
  house.hub.card(ben, "Ben");
  assertEquals(house.look("eve").takePresent(), sees(null, "Ben"));
});

Deno.test("a card stays over a lost socket, and goes with the person", () => {
  const house = new House();
  const { ada, adas } = house.pair();
  house.hub.card(ada, "Ada");
  house.hub.disconnect(ada);
  const again = house.resume("ada again", adas);
  assertEquals(house.look("eve").takePresent(), sees("Ada", null));
  house.hub.leave(again);
  house.join("cyd");
  assertEquals(house.look("fay").takePresent(), sees(null, null));
});

Deno.test("who looks takes no seat, and nobody inside hears of it", () => {
  const house = new House();
  const eve = house.look("eve");
  const { ada, ben } = house.pair();
  house.look("fay");
  house.hub.disconnect(eve);
  assertEquals([ada.take(), ben.take()], [[], []]);
  assertEquals([ada.probes, ben.probes], [0, 0]);
});

Deno.test("who looks keeps no room alive, and is told when one begins again", () => {
  const house = new House();
  const eve = house.look("eve");
  assertEquals(house.hub.held, { rooms: 0, members: 1, timers: 0 });
  const ada = house.join("ada");
  house.hub.leave(ada);
  assertEquals(house.hub.held, { rooms: 0, members: 1, timers: 0 });
  eve.take();
  house.join("ben");
  assertEquals(eve.takePresent(), sees(null));
  house.hub.disconnect(eve);
  assertEquals(house.hub.lookedAt, 0);
});

Deno.test("who looks can do nothing in the room, and sees no other", () => {
  const house = new House();
  const eve = house.look("eve");
  const { ada, ben } = house.pair();
  eve.take();
  house.signal(eve, 1);
  house.hub.lock(eve, true);
  house.hub.card(eve, "Eve");
  house.hub.leave(eve);
  house.join("cyd", {}, "another room");
  assertEquals([ada.take(), ben.take(), eve.take()], [[], [], []]);
  assertEquals(house.look("fay").takePresent(), sees(null, null));
});

Deno.test("join() ends a look, and makes room for another", () => {
  const house = new House();
  const eve = house.look("eve"), fay = house.look("fay");
  eve.take();
  fay.take();
  house.hub.join("room", eve, {});
  assertEquals(eve.takeJoined().peer, null);
  assertEquals(fay.takePresent(), sees(null));
  house.hub.card(eve, "Eve");
  house.join("ada");
  assertEquals(fay.take(), [sees("Eve"), sees("Eve", null)]);
  assertEquals(eve.take().map(({ type }) => type), ["peer"]);
  for (let n = 1; n < MAX_LOOKERS; n++) house.look(`looker ${n}`).takePresent();
  house.hub.disconnect(eve);
  assertEquals(house.hub.held.rooms, 1, "a seat, and no look, is lost");
});

Deno.test("one who looks and joins a full or locked room is turned away, and looks no more", () => {
  const full = new House();
  const { ada, ben } = full.pair();
  const eve = full.look("eve");
  eve.take();
  full.hub.join("room", eve, {});
  assertEquals(eve.take(), [], "those inside are asked first");
  full.hub.answer(ada);
  full.hub.answer(ben);
  assertEquals(eve.take(), [{ type: "error", code: "full", fatal: true }]);
  assertEquals(eve.closeCode, CloseCode.full);

  const locked = new House();
  locked.hub.lock(locked.join("ada"), true);
  const fay = locked.look("fay");
  fay.take();
  locked.hub.join("room", fay, {});
  assertEquals(fay.take(), [{ type: "error", code: "locked", fatal: true }]);
  assertEquals(fay.closeCode, CloseCode.locked);
  assertEquals([full.hub.lookedAt, locked.hub.lookedAt], [0, 0]);
});

Deno.test("a crowd that looks is sent away, and a place is free again", () => {
  const house = new House();
  const crowd = Array.from(
    { length: MAX_LOOKERS },
    (_, i) => house.look(`looker ${i}`),
  );
  const late = house.look("late");
  assertEquals(late.take(), [{ type: "error", code: "rate", fatal: true }]);
  assertEquals(late.closeCode, CloseCode.rate);
  const [first] = crowd;
  if (first) house.hub.disconnect(first);
  assertEquals(house.look("in time").takePresent(), sees());
});
