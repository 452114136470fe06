import { assert, assertEquals } from "@std/assert";
import { createGesturing } from "../../../call/topics/gesturing.ts";
import {
  REACTION_SHOWN_MS,
  REACTIONS,
} from "../../../call/messages/gestures.ts";
import type { PeerMessage } from "../../../call/messages/peer_message.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

/** A line whose other end is the test. */
function setUp() {
  const said: PeerMessage[] = [];
  const end = { open: true, whom: "bob" as string | null };
  const clock = new FakeClock();
  let changes = 0;
  const gestures = createGesturing({
    say(message) {
      if (end.open) said.push(message);
      return end.open;
    },
    whom: () => end.whom,
  }, { clock, onChange: () => void changes++ });
  return { said, end, clock, gestures, changes: () => changes };
}

Deno.test("raiseHand() is said at once, and kept for a reload", () => {
  const { said, gestures, changes } = setUp();
  gestures.raiseHand(true);
  assert(gestures.ownHand.value);
  assertEquals(gestures.raisedFor.value, "bob");
  gestures.raiseHand(false);
  assertEquals(gestures.ownHand.value, false);
  assertEquals(said, [
    { type: "hand", raised: true },
    { type: "hand", raised: false },
  ]);
  assertEquals(changes(), 2);
});

Deno.test("raiseHand() does nothing while nobody is there", () => {
  const { end, gestures } = setUp();
  end.whom = null;
  gestures.raiseHand(true);
  assertEquals(gestures.ownHand.value, false);
});

Deno.test("greet() says where the hand is, whatever the other page has missed", () => {
  const { said, end, gestures } = setUp();
  end.open = false;
  gestures.raiseHand(true);
  assertEquals(said, []);
  end.open = true;
  gestures.greet?.();
  assertEquals(said, [{ type: "hand", raised: true }]);
  end.open = false;
  gestures.raiseHand(false);
  end.open = true;
  gestures.greet?.();
  assertEquals(said.at(-1), { type: "hand", raised: false });
});

Deno.test("greet() lowers a hand that was raised for somebody else", () => {
  const { said, end, gestures } = setUp();
  gestures.restore("bob");
  assert(gestures.ownHand.value);
  gestures.forget?.();
  end.whom = "mallory";
  gestures.greet?.();
  assertEquals(gestures.ownHand.value, false);
  assertEquals(said, [{ type: "hand", raised: false }]);
});

Deno.test("hear() lowers the own hand when they leave, though they may come again", () => {
  const { gestures } = setUp();
  gestures.raiseHand(true);
  gestures.hear({ type: "bye" });
  assertEquals([gestures.ownHand.value, gestures.raisedFor.value], [
    false,
    null,
  ]);
});

Deno.test("hear() shows their hand until they lower it or leave", () => {
  const { gestures } = setUp();
  gestures.hear({ type: "hand", raised: true });
  assert(gestures.theirHand.value);
  gestures.hear({ type: "hand", raised: false });
  assertEquals(gestures.theirHand.value, false);
  gestures.hear({ type: "hand", raised: true });
  gestures.forget?.();
  assertEquals(gestures.theirHand.value, false);
});

Deno.test("react() shows a reaction on both sides, and takes it down again", () => {
  const { said, clock, gestures } = setUp();
  gestures.react("heart");
  gestures.hear({ type: "reaction", reaction: "laughter" });
  assertEquals(said, [{ type: "reaction", reaction: "heart" }]);
  assertEquals(
    gestures.reactions.value.map(({ from, reaction }) => [from, reaction]),
    [["self", "heart"], ["peer", "laughter"]],
  );
  clock.advance(REACTION_SHOWN_MS);
  assertEquals(gestures.reactions.value, []);
  assertEquals(clock.pending, 0);
});

Deno.test("react() shows nothing that the other side can't see", () => {
  const { end, gestures } = setUp();
  end.open = false;
  gestures.react("heart");
  assertEquals(gestures.reactions.value, []);
});

Deno.test("react() sends no more than hear() shows, however fast one clicks", () => {
  const here = setUp(), there = setUp();
  for (let ms = 0; ms < 20_000; ms += 20) {
    here.gestures.react(REACTIONS[ms % REACTIONS.length] ?? "heart");
    for (const message of here.said.splice(0)) {
      const before = there.gestures.reactions.value.at(-1)?.id;
      there.gestures.hear(message);
      assert(there.gestures.reactions.value.at(-1)?.id !== before);
    }
    here.clock.advance(20);
    there.clock.advance(20);
  }
});

Deno.test("hear() drops reactions that come too fast", () => {
  const { gestures } = setUp();
  for (let count = 0; count < 100; count++) {
    gestures.hear({ type: "reaction", reaction: "heart" });
  }
  assert((gestures.reactions.value.at(-1)?.id ?? 0) <= 10);
});

Deno.test("forget() takes all reactions down, and holds no timer", () => {
  const { clock, gestures } = setUp();
  gestures.react("heart");
  gestures.forget?.();
  assertEquals(gestures.reactions.value, []);
  assertEquals(clock.pending, 0);
});
