import { assert, assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import {
  MAX_SHOWN_REACTIONS,
  shown,
  type ShownReactions,
  withdrawn,
} from "../../../call/messages/gestures.ts";

const heart = (id: number) =>
  ({ id, from: "peer", reaction: "heart" }) as const;

Deno.test("shown() takes down the oldest beyond the limit", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40 }), (count) => {
    let reactions: ShownReactions = [];
    for (let id = 1; id <= count; id++) reactions = shown(reactions, heart(id));
    assert(reactions.length <= MAX_SHOWN_REACTIONS);
    assertEquals(
      reactions.map(({ id }) => id),
      Array.from({ length: count }, (_, index) => index + 1)
        .slice(-MAX_SHOWN_REACTIONS),
    );
  }));
});

Deno.test("withdrawn() takes down one, and none that is gone", () => {
  const two = [heart(1), heart(2)];
  assertEquals(withdrawn(two, 1), [heart(2)]);
  assertEquals(withdrawn(two, 7), two);
});
