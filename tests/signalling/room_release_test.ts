import { assert, assertEquals } from "@std/assert";
import type { Joined, Release } from "../../signalling/protocol.ts";
import { RELEASE_AFTER_MS } from "../../signalling/seats.ts";
import { House, LEASE_MS } from "./guests.ts";

const release = ({ self, epoch }: Joined): Release => ({
  type: "release",
  peer: self,
  epoch,
});

/** Ben's tab is closed; his seat is held, and Ada knows. */
function benIsAway() {
  const house = new House();
  const { ada, ben, adas, bens } = house.pair();
  house.hub.disconnect(ben);
  assertEquals(ada.takePeer().state, "reconnecting");
  return { house, ada, adas, bens };
}

Deno.test("release() frees the seat of one who has been away for long, for the next", () => {
  const { house, ada, bens } = benIsAway();
  house.clock.advance(RELEASE_AFTER_MS);
  house.hub.release(ada, release(bens));
  assertEquals(ada.takePeer().state, "gone");
  assertEquals(house.join("cyd").takeJoined().seat, 1);
});

Deno.test("release() lets in who waits for the held seat", () => {
  const { house, ada, bens } = benIsAway();
  const cyd = house.join("cyd");
  house.hub.answer(ada);
  assertEquals(cyd.take().map(({ type }) => type), ["error"]);
  house.clock.advance(RELEASE_AFTER_MS);
  house.hub.release(ada, release(bens));
  assertEquals(cyd.takeJoined().seat, 1);
});

Deno.test("release() leaves alone whoever is here, has come back, or is only just away", () => {
  const house = new House();
  const { ada, ben, bens } = house.pair();
  house.clock.advance(RELEASE_AFTER_MS);
  house.hub.release(ada, release(bens));
  assertEquals([ada.take(), ben.closeCode], [[], null]);

  house.hub.disconnect(ben);
  ada.takePeer();
  house.clock.advance(RELEASE_AFTER_MS - 1);
  house.hub.release(ada, release(bens));
  assertEquals(ada.take(), []);

  const again = house.resume("ben again", bens);
  const back = again.takeJoined();
  ada.takePeer();
  house.hub.disconnect(again);
  ada.takePeer();
  house.clock.advance(RELEASE_AFTER_MS);
  house.hub.release(ada, release(bens));
  assertEquals(ada.take(), []);
  house.hub.release(ada, release(back));
  assertEquals(ada.takePeer().state, "gone");
});

Deno.test("release() is heard from the other seat of the room alone", () => {
  const { house, ada, adas, bens } = benIsAway();
  house.clock.advance(RELEASE_AFTER_MS);
  const cyd = house.join("cyd");
  house.hub.release(cyd, release(bens));
  const eve = house.join("eve", {}, "elsewhere");
  eve.takeJoined();
  house.hub.release(eve, release(bens));
  house.hub.release(house.look("dan"), release(bens));
  house.hub.release(ada, release(adas));
  house.hub.release(ada, { ...release(bens), peer: "person-99999" });
  assertEquals(ada.take(), []);
});

Deno.test("whoever was released comes back as anybody, also into a locked room", () => {
  const { house, ada, bens } = benIsAway();
  house.hub.lock(ada, true);
  house.clock.advance(RELEASE_AFTER_MS);
  house.hub.release(ada, release(bens));
  const back = house.resume("ben", bens).takeJoined();
  assert(back.self !== bens.self, "gone is final");
  house.clock.advance(LEASE_MS);
  assertEquals(house.hub.held.members, 2);
});
