import { assertEquals } from "@std/assert";
import { answerWithin } from "../../signalling/clock.ts";
import { FakeClock } from "./fake_clock.ts";

const WITHIN_MS = 1_000;

Deno.test("answerWithin() brings the answer, and leaves no timer", async () => {
  const clock = new FakeClock();
  assertEquals(
    await answerWithin(WITHIN_MS, () => Promise.resolve(1), clock),
    1,
  );
  assertEquals(clock.pending, 0);
});

Deno.test("answerWithin() brings nothing of a failure, thrown or rejected", async () => {
  const clock = new FakeClock();
  const fail = () => {
    throw new TypeError("Unknown");
  };
  assertEquals(await answerWithin(WITHIN_MS, fail, clock), null);
  assertEquals(
    await answerWithin(WITHIN_MS, () => Promise.reject(new Error("No")), clock),
    null,
  );
  assertEquals(clock.pending, 0);
});

Deno.test("answerWithin() waits no longer than that, and minds no late failure", async () => {
  const clock = new FakeClock();
  const { promise, reject } = Promise.withResolvers<number>();
  let brought: number | null | undefined;
  const asked = answerWithin(WITHIN_MS, () => promise, clock)
    .then((answer) => brought = answer);
  clock.advance(WITHIN_MS - 1);
  await Promise.resolve();
  assertEquals(brought, undefined);
  clock.advance(1);
  await asked;
  assertEquals(brought, null);
  reject(new Error("Too late"));
});
