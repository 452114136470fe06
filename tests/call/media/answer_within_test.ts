import { assertEquals } from "@std/assert";
import {
  answerWithin,
  MEDIA_ANSWERS_WITHIN_MS,
} from "../../../call/media/answer_within.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

Deno.test("answerWithin() brings the answer, and leaves no timer", async () => {
  const clock = new FakeClock();
  assertEquals(await answerWithin(() => Promise.resolve(1), clock), 1);
  assertEquals(clock.pending, 0);
});

Deno.test("answerWithin() brings nothing of a failure, thrown or rejected", async () => {
  const clock = new FakeClock();
  const fail = () => {
    throw new TypeError("Unknown");
  };
  assertEquals(await answerWithin(fail, clock), null);
  assertEquals(
    await answerWithin(() => Promise.reject(new Error("No")), clock),
    null,
  );
  assertEquals(clock.pending, 0);
});

Deno.test("answerWithin() waits for a second, and minds no late failure", async () => {
  const clock = new FakeClock();
  const { promise, reject } = Promise.withResolvers<number>();
  let brought: number | null | undefined;
  const asked = answerWithin(() => promise, clock)
    .then((answer) => brought = answer);
  clock.advance(MEDIA_ANSWERS_WITHIN_MS - 1);
  await Promise.resolve();
  assertEquals(brought, undefined);
  clock.advance(1);
  await asked;
  assertEquals(brought, null);
  reject(new Error("Too late"));
});
