import { assert, assertEquals } from "@std/assert";
import type { CallCommand, CallEvent } from "../../../call/machine/state.ts";
import { transition } from "../../../call/machine/transition.ts";
import { ALONE, BOB, JOINING, play } from "./play.ts";

/** Bob comes, and we want to be asked first. */
const HOLDING: CallEvent[] = [
  ...ALONE,
  { type: "peer-arrived", self: "m", peer: { ...BOB, held: true } },
];
/** We come to Bob, who wants to be asked first. */
const HELD: CallEvent[] = [
  ...JOINING,
  { type: "joined", self: "m", peer: { ...BOB, holds: true, here: true } },
];
const ADMIT: CallEvent = { type: "admit-clicked" };
const ASKED: CallEvent = { type: "door-answered", answer: "asked" };
const ADMITTED: CallEvent = { type: "door-answered", answer: "admitted" };
const DECLINED: CallEvent = { type: "door-answered", answer: "declined" };

const types = (commands: readonly CallCommand[]) =>
  commands.map(({ type }) => type);

Deno.test("one who comes to our door is not negotiated with, and we go on waiting", () => {
  const [state, commands] = play(...HOLDING);
  assertEquals([state.call, commands], ["waiting", []]);
});

Deno.test("admit-clicked says so, and leaves the offer to the one who comes", () => {
  const [state, commands] = play(...HOLDING, ADMIT);
  assertEquals(state.call, "connecting");
  assertEquals(commands.slice(0, 2), [
    { type: "answer-door", answer: "admitted" },
    { type: "negotiate", initiate: false, polite: false },
  ]);
  assertEquals(types(play(...HOLDING, ADMIT, ADMIT)[1]), []);
});

Deno.test("decline-clicked says so once, and nothing that they say or do opens the door", () => {
  const declined = [...HOLDING, { type: "decline-clicked" } as const];
  const [state, commands] = play(...declined);
  assertEquals(commands, [{ type: "answer-door", answer: "declined" }]);
  assertEquals([state.call, state.peer?.held], ["waiting", "declined"]);
  for (
    const event of [
      ADMIT,
      ADMITTED,
      { type: "decline-clicked" },
      { type: "peer-rebuilt" },
      { type: "connection-connected", connection: 1 },
      { type: "peer-arrived", self: "m", peer: BOB },
    ] as const
  ) {
    const [after, more] = transition(state, event);
    assertEquals([after.peer?.held, more], ["declined", []], event.type);
  }
});

Deno.test("one who was turned away and comes again is asked about again", () => {
  const [state, commands] = play(
    ...HOLDING,
    { type: "decline-clicked" },
    { type: "peer-gone" },
    {
      type: "peer-arrived",
      self: "m",
      peer: { ...BOB, id: "b2", page: "page 2", held: true },
    },
  );
  assertEquals([state.peer?.held, types(commands)], ["asking", []]);
});

Deno.test("the one who comes says nothing until they are asked about, knocks, and offers once admitted", () => {
  const [before, nothing] = play(...HELD);
  assertEquals([before.call, nothing], ["connecting", []]);
  const [knocking, still] = play(...HELD, ASKED);
  assertEquals([knocking.call, still], ["knocking", []]);
  for (const path of [[ADMITTED], [ASKED, ADMITTED]]) {
    const [after, commands] = play(...HELD, ...path);
    assertEquals(after.call, "connecting");
    assertEquals(commands[0], {
      type: "negotiate",
      initiate: true,
      polite: false,
    });
    assertEquals(types(play(...HELD, ...path, ADMITTED)[1]), []);
  }
});

Deno.test("who is declined leaves at once, and frees the seat", () => {
  for (const path of [[DECLINED], [ASKED, DECLINED]]) {
    const [state, commands] = play(...HELD, ...path);
    assertEquals([state.call, state.failure], ["failed", "declined"]);
    assertEquals(commands[0], { type: "close-signalling", leave: true });
  }
});

Deno.test("declined and admitted mean nothing from one at whose door we are not", () => {
  const met: CallEvent[] = [
    ...JOINING,
    { type: "joined", self: "m", peer: { ...BOB, here: true } },
  ];
  const [state] = play(...met);
  for (const event of [ADMITTED, DECLINED]) {
    assertEquals(transition(state, event), [state, []]);
  }
});

Deno.test("asked takes back what was begun, but never a call that is connected", () => {
  const met: CallEvent[] = [
    ...ALONE,
    { type: "peer-arrived", self: "m", peer: BOB },
  ];
  const [state, commands] = play(...met, ASKED);
  assertEquals(state.call, "knocking");
  assertEquals(types(commands), ["prepare-connection"]);
  const connected: CallEvent = { type: "connection-connected", connection: 1 };
  assertEquals(play(...met, connected, ASKED)[0].call, "connected");
});

Deno.test("two who hold each other connect once both have admitted, and one of them offers", () => {
  const both: CallEvent[] = [
    ...ALONE,
    {
      type: "peer-arrived",
      self: "m",
      peer: { ...BOB, held: true, holds: true },
    },
    ASKED,
  ];
  assertEquals(play(...both)[0].call, "knocking");
  const [first, said] = play(...both, ADMIT);
  assertEquals([first.call, types(said)], ["knocking", ["answer-door"]]);
  const [offers] = play(...both, ADMIT, ADMITTED)[1];
  assert(offers?.type === "negotiate" && offers.initiate);
  const [second, nothing] = play(...both, ADMITTED);
  assertEquals([second.call, nothing], ["waiting", []]);
  const [, waits] = play(...both, ADMITTED, ADMIT)[1];
  assert(waits?.type === "negotiate" && !waits.initiate);
});

Deno.test("a door stays as it is over a lost socket", () => {
  const again: CallEvent = { type: "peer-arrived", self: "m", peer: BOB };
  const [holding] = play(...HOLDING, { type: "peer-away" }, again);
  assertEquals([holding.call, holding.peer?.held], ["waiting", "asking"]);
  const back: CallEvent = {
    type: "joined",
    self: "m",
    peer: { ...BOB, holds: true, here: true },
  };
  const [inside, commands] = play(...HELD, ADMITTED, back);
  assertEquals([inside.peer?.holds, commands], [false, []]);
  const [knocking] = play(
    ...HELD,
    ASKED,
    { type: "joined", self: "m", peer: null },
    again,
  );
  assertEquals([knocking.call, knocking.peer?.holds], ["knocking", true]);
});

Deno.test("wishes-changed concerns whoever comes next, and nobody who is there", () => {
  const changed: CallEvent = { type: "wishes-changed" };
  assertEquals(types(play(...ALONE, changed)[1]), ["await-anyone"]);
  assertEquals(play(...HOLDING, changed)[1], []);
  assertEquals(play({ type: "opened" }, changed)[1], []);
  const [, commands] = play(...HOLDING, { type: "peer-gone" });
  assertEquals(types(commands), ["prepare-connection", "await-anyone"]);
});
