import { assertEquals, assertObjectMatch } from "@std/assert";
import { RELAY_RETRY_MS } from "../../signalling/handout.ts";
import type { IceServer, ServerMessage } from "../../signalling/protocol.ts";
import type { RoomRules } from "../../signalling/room.ts";
import { type Guest, House, testRules } from "./guests.ts";

const ADAS = "4:1", BENS = "4:2";
const RENEW_MS = 600_000;

/** A house whose credentials count upwards, and say whose they are. */
function setUp(rules: Partial<RoomRules> = {}) {
  let made = 0;
  const house = new House(testRules({
    ice: (audience, address) => [{
      urls: ["turn:turn.example"],
      username: audience === "alone" ? "nobody" : `${++made} for ${address}`,
    }],
    iceRenewMs: RENEW_MS,
    ...rules,
  }));
  return { house, made: () => made };
}

function name(ice: readonly IceServer[] | undefined): string | undefined {
  return ice?.[0]?.username;
}

/** The names of all credentials that somebody was told. */
function named(guest: Guest): (string | undefined)[] {
  return guest.take().flatMap((message: ServerMessage) =>
    message.type === "joined" || message.type === "peer"
      ? name(message.ice) ?? []
      : []
  );
}

Deno.test("whoever resumes is given the same credentials again, and the peer no others", () => {
  const { house, made } = setUp();
  const ada = house.join("ada", { address: ADAS });
  let ben = house.join("ben", { address: BENS, page: "page-00000001" });
  const bens = ben.takeJoined();
  assertEquals(name(bens.ice), `1 for ${BENS}`);
  assertEquals(named(ada), ["nobody", `2 for ${ADAS}`]);
  const { seat, resume: secret } = bens;
  for (let round = 0; round < 20; round++) {
    house.hub.disconnect(ben);
    // Over a lost socket, over a reload, and without the socket's loss.
    ben = house.join(`ben ${round}`, {
      address: BENS,
      page: `page-0000000${round % 3}`,
      resume: { seat, secret, received: 0 },
    });
    assertEquals(name(ben.takeJoined().ice), `1 for ${BENS}`);
  }
  assertEquals(named(ada), []);
  assertEquals(made(), 2);
});

Deno.test("whoever stays keeps their credentials, however many come and go", () => {
  const { house, made } = setUp();
  const ada = house.join("ada", { address: ADAS });
  for (let visitor = 1; visitor <= 20; visitor++) {
    const guest = house.join(`guest ${visitor}`, { address: BENS });
    house.hub.leave(guest);
  }
  const [alone, ...paired] = named(ada);
  assertEquals(alone, "nobody");
  assertEquals(paired.length, 20);
  assertEquals([...new Set(paired)], [`2 for ${ADAS}`]);
  assertEquals(made(), 21);
});

Deno.test("whoever comes back from another address is given credentials of that address", () => {
  const { house } = setUp();
  house.join("ada", { address: ADAS });
  const ben = house.join("ben", { address: BENS });
  const { seat, resume: secret } = ben.takeJoined();
  house.hub.disconnect(ben);
  const resume = { seat, secret, received: 0 };
  const moved = house.join("ben, moved", { address: "4:3", resume });
  assertEquals(name(moved.takeJoined().ice), "3 for 4:3");
});

Deno.test("credentials are renewed after the peer's reload, too", () => {
  const { house } = setUp();
  const ada = house.join("ada", { address: ADAS });
  const ben = house.join("ben", { address: BENS, page: "page-00000001" });
  const { seat, resume: secret } = ben.takeJoined();
  const resume = { seat, secret, received: 0 };
  house.join("ben, reloaded", {
    address: BENS,
    page: "page-00000002",
    resume,
  });
  ada.take();
  house.clock.advance(RENEW_MS);
  assertEquals(named(ada), [`3 for ${ADAS}`]);
});

Deno.test("an address past its limit gets no TURN at first, and gets it a little later", () => {
  let left = 1;
  const { house } = setUp({
    admitRelay: (address) => address !== BENS || left-- > 0,
  });
  for (const key of ["one", "other"]) {
    house.join(`ada of ${key}`, { address: ADAS }, key);
  }
  const first = house.join("first", { address: BENS }, "one");
  assertEquals(named(first), [`1 for ${BENS}`]);
  const second = house.join("second", { address: BENS }, "other");
  assertEquals(named(second), ["nobody"]);
  house.clock.advance(RELAY_RETRY_MS);
  assertEquals(second.take(), []);
  left = 1;
  house.clock.advance(RELAY_RETRY_MS);
  const news = second.takePeer();
  assertObjectMatch(news, { state: "here" });
  assertEquals(name(news.ice), `4 for ${BENS}`);
  house.clock.advance(RELAY_RETRY_MS);
  assertEquals(second.take(), []);
});

Deno.test("credentials that are due past the limit stay until there are others", () => {
  let open = true;
  const { house } = setUp({ admitRelay: () => open });
  const ada = house.join("ada", { address: ADAS });
  const ben = house.join("ben", { address: BENS });
  const { seat, resume: secret } = ben.takeJoined();
  ada.take();
  open = false;
  house.clock.advance(RENEW_MS);
  assertEquals(ada.take(), []);
  const resume = { seat, secret, received: 0 };
  const again = house.join("ben again", { address: BENS, resume });
  assertEquals(name(again.takeJoined().ice), `1 for ${BENS}`);
  open = true;
  house.clock.advance(RELAY_RETRY_MS);
  assertEquals(named(ada), [`3 for ${ADAS}`]);
  assertEquals(named(again), [`4 for ${BENS}`]);
});
