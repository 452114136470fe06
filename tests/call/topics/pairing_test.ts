import { assertEquals } from "@std/assert";
import type { PeerMessage } from "../../../call/messages/peer_message.ts";
import { createPairing } from "../../../call/topics/pairing.ts";

/** A pairing, whom it is with, and what it has sent. */
function setUp() {
  const sent: PeerMessage[] = [];
  const facts = { whom: "bob" as string | null, changes: 0, made: 0 };
  const pairing = createPairing({
    say: (message) => sent.push(message) > 0,
    whom: () => facts.whom,
  }, {
    start: () => {
      const share = `share ${++facts.made}`;
      return {
        share,
        complete: (theirs) =>
          Promise.resolve(theirs === "" ? null : `${share} + ${theirs}`),
      };
    },
    onChange: () => void facts.changes++,
  });
  return { pairing, sent, facts };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

Deno.test("createPairing() makes a secret each time the channel opens, and keeps two", async () => {
  const { pairing, sent, facts } = setUp();
  for (const theirs of ["a", "b", "c"]) {
    pairing.greet?.();
    pairing.hear({ type: "pair", share: theirs });
    await settle();
  }
  assertEquals(sent.length, 3);
  assertEquals(pairing.secrets("bob"), ["share 3 + c", "share 2 + b"]);
  assertEquals(pairing.memory, {
    fingerprint: "bob",
    secrets: ["share 3 + c", "share 2 + b"],
  });
  assertEquals(facts.changes, 3);
});

Deno.test("createPairing() takes one share for each opening, and none without", async () => {
  const { pairing, facts } = setUp();
  pairing.hear({ type: "pair", share: "early" });
  pairing.greet?.();
  pairing.hear({ type: "pair", share: "" });
  pairing.hear({ type: "pair", share: "second" });
  await settle();
  pairing.greet?.();
  pairing.cut?.();
  pairing.hear({ type: "pair", share: "late" });
  await settle();
  assertEquals([pairing.memory, facts.changes], [null, 0]);
});

Deno.test("createPairing() keeps the secrets of one certificate, and gives them to no other", async () => {
  const { pairing, facts } = setUp();
  pairing.restore({ fingerprint: "bob", secrets: ["kept"] });
  assertEquals([pairing.secrets("bob"), pairing.secrets("eve")], [
    ["kept"],
    [],
  ]);
  facts.whom = "eve";
  pairing.greet?.();
  pairing.hear({ type: "pair", share: "hers" });
  await settle();
  assertEquals(pairing.secrets("bob"), []);
  assertEquals(pairing.secrets("eve"), ["share 1 + hers"]);
  pairing.clear();
  assertEquals(pairing.memory, null);
});

Deno.test("createPairing() makes no secret with one who is gone by then", async () => {
  const { pairing, facts } = setUp();
  pairing.greet?.();
  pairing.hear({ type: "pair", share: "theirs" });
  facts.whom = "eve";
  await settle();
  assertEquals(pairing.memory, null);
});
