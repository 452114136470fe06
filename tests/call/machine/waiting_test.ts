import { assert, assertEquals } from "@std/assert";
import type {
  CallEvent,
  CallState,
  TurnedAway,
} from "../../../call/machine/state.ts";
import { transition } from "../../../call/machine/transition.ts";
import { ALONE, BOB as SEEN, JOINING, play } from "./play.ts";

const BOB = { ...SEEN, waited: true };
/** Bob comes to one who waits: at once, to be asked about, asking, or found over a new socket. */
const ARRIVALS: readonly (readonly CallEvent[])[] = [
  [{ type: "peer-arrived", self: "m", peer: BOB }],
  [{ type: "peer-arrived", self: "m", peer: { ...BOB, held: true } }],
  [
    { type: "peer-arrived", self: "m", peer: BOB },
    { type: "door-answered", answer: "asked" },
  ],
  [{ type: "joined", self: "m", peer: { ...BOB, here: true } }],
];

/** All that a page that is there can bring about before the two are connected. */
function nonsense({ connection }: CallState): CallEvent[] {
  return [
    { type: "peer-unproven" },
    { type: "connection-unproven", connection },
    { type: "relay-missing", own: false },
    { type: "door-answered", answer: "asked" },
    { type: "door-answered", answer: "admitted" },
    { type: "door-answered", answer: "declined" },
    { type: "peer-said-bye", connection },
    { type: "peer-rebuilt" },
    { type: "restart-wanted", connection },
    { type: "rebuild-wanted", connection },
    { type: "connection-failed", connection },
    { type: "connection-broken", connection },
    { type: "channel-closed", connection },
    { type: "stranger-came", reason: "unproven" },
    { type: "identity-spent" },
    { type: "peer-away" },
    { type: "peer-gone" },
  ];
}

Deno.test("transition() ends no waiting call, whatever one who comes does before the two are connected", () => {
  for (const arrival of ARRIVALS) {
    // Every series of three.
    let states = [play(...ALONE, ...arrival)[0]];
    for (let step = 0; step < 3; step++) {
      states = states.flatMap((state) =>
        nonsense(state).map((event) => transition(state, event)[0])
      );
      for (const { call, failure } of states) {
        assert(
          ["waiting", "knocking", "connecting"].includes(call),
          `${call}, ${failure}`,
        );
      }
    }
  }
});

Deno.test("transition() turns away who does not fit, and tells the person why, until somebody comes", () => {
  const reasons: [CallEvent, TurnedAway][] = [
    [{ type: "peer-unproven" }, "unproven"],
    [{ type: "connection-unproven", connection: 1 }, "unproven"],
    [{ type: "relay-missing", own: false }, "no-relay"],
  ];
  for (const [event, reason] of reasons) {
    const [met] = play(...ALONE, {
      type: "peer-arrived",
      self: "m",
      peer: BOB,
    });
    const [after, commands] = transition(met, event);
    assertEquals([after.call, after.peer, after.turnedAway], [
      "waiting",
      null,
      reason,
    ]);
    assertEquals(commands.map(({ type }) => type), [
      "dismiss-peer",
      "prepare-connection",
      "await-anyone",
    ]);
    const peer = { ...BOB, page: "another" };
    const next = transition(after, { type: "peer-arrived", self: "m", peer });
    assertEquals(next[0].turnedAway, null);
  }
});

Deno.test("transition() ends a call that came to somebody who does not fit, and one that was connected", () => {
  const [came] = play(...JOINING, {
    type: "joined",
    self: "m",
    peer: { ...BOB, waited: false, here: true },
  });
  const [connected] = play(
    ...ALONE,
    { type: "peer-arrived", self: "m", peer: BOB },
    { type: "connection-connected", connection: 1 },
  );
  for (const state of [came, connected]) {
    const [after] = transition(state, { type: "peer-unproven" });
    assertEquals([after.call, after.failure], ["failed", "unproven"]);
  }
});

Deno.test("transition() renews a spent identity while nobody is there, and never in a call", () => {
  const spent: CallEvent = { type: "identity-spent" };
  assertEquals(play(...ALONE, spent)[1], [
    { type: "renew-identity" },
  ]);
  const [met] = play(...ALONE, { type: "peer-arrived", self: "m", peer: BOB });
  assertEquals(transition(met, spent)[1], []);
});

Deno.test("transition() joins as soon as the call can be opened, if Join was clicked before", () => {
  const [state, commands] = play({ type: "join-clicked" }, { type: "opened" });
  assertEquals(state.call, "joining");
  assertEquals(commands.map(({ type }) => type), [
    "prepare-connection",
    "request-media",
    "open-signalling",
  ]);
  // A link that opens no room is said, and nothing is joined.
  const [failed] = play({ type: "join-clicked" }, {
    type: "found-unable",
    reason: "link-damaged",
  });
  assertEquals(failed.failure, "link-damaged");
});
