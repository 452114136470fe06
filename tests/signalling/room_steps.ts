/** What can happen in a room, for courses of events. @module */
import { fc } from "../fast_check.ts";

/** One thing that somebody does in a room, or a while in which nobody does anything. */
export const step = fc.oneof(
  fc.record({ do: fc.constant("join" as const) }),
  fc.record({
    do: fc.constant("resume" as const),
    who: fc.nat(),
    received: fc.nat(5),
  }),
  fc.record({
    do: fc.constant("guess" as const),
    seat: fc.constantFrom(0 as const, 1 as const),
  }),
  fc.record({
    do: fc.constant("signal" as const),
    who: fc.nat(),
    seq: fc.integer({ min: 1, max: 9 }),
    ack: fc.nat(9),
  }),
  fc.record({ do: fc.constant("look" as const) }),
  fc.record({ do: fc.constant("enter" as const), who: fc.nat() }),
  fc.record({
    do: fc.constant("card" as const),
    who: fc.nat(),
    card: fc.constantFrom("Ada", "Ben"),
  }),
  fc.record({
    do: fc.constant("lock" as const),
    who: fc.nat(),
    locked: fc.boolean(),
  }),
  fc.record({
    do: fc.constant("release" as const),
    who: fc.nat(),
    other: fc.boolean(),
  }),
  fc.record({ do: fc.constant("leave" as const), who: fc.nat() }),
  fc.record({ do: fc.constant("drop" as const), who: fc.nat() }),
  fc.record({ do: fc.constant("freeze" as const), who: fc.nat() }),
  fc.record({
    do: fc.constant("wait" as const),
    ms: fc.oneof(fc.nat(3_000), fc.nat(40_000)),
  }),
);
/** Such a step. */
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
