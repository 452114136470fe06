import { assert, assertEquals, assertFalse } from "@std/assert";
import { type Errand, Errands } from "../../../call/media/errands.ts";

const START: Errand = { type: "start", because: "asked" };
const ENDED: Errand = { type: "start", because: "ended" };
const SWITCH: Errand = { type: "switch", because: "asked" };
const RETURNED: Errand = { type: "switch", because: "returned" };

function setUp() {
  const run: Errand[] = [];
  const begun = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const errands = new Errands((errand) => {
    run.push(errand);
    begun.resolve();
    return run.length === 1 ? finished.promise : Promise.resolve();
  });
  return {
    errands,
    run,
    finish: () => finished.resolve(),
    /** Begins to start a device, which takes until `finish` is called. */
    async begin() {
      const added = errands.add(START);
      await begun.promise;
      return { added };
    },
  };
}

Deno.test("Errands.add() does one at a time, and of those that wait the latest", async () => {
  const { errands, run, begin, finish } = setUp();
  const { added } = await begin();
  assertFalse(errands.isIdle);
  errands.add(RETURNED);
  errands.add(SWITCH);
  assert(errands.isWaiting && errands.isOutdone);
  assertEquals(run, [START]);
  finish();
  await added;
  assertEquals(run, [START, SWITCH]);
  assert(errands.isIdle);
});

Deno.test("Errands.answer() takes back what was asked meanwhile, and nothing else", async () => {
  const cases = [[START, 1], [ENDED, 2], [SWITCH, 2]] as const;
  for (const [errand, expected] of cases) {
    const { errands, run, begin, finish } = setUp();
    const { added } = await begin();
    errands.add(errand);
    errands.answer();
    finish();
    await added;
    assertEquals(run.length, expected);
  }
});

Deno.test("Errands.suggest() yields to what waits", async () => {
  const { errands, run, begin, finish } = setUp();
  const { added } = await begin();
  errands.add(SWITCH);
  errands.suggest(START);
  finish();
  await added;
  assertEquals(run, [START, SWITCH]);
});

Deno.test("Errands.workAfter() waits for what comes first", async () => {
  const { errands, run, finish } = setUp();
  const { promise, resolve } = Promise.withResolvers<void>();
  const worked = errands.workAfter(promise);
  errands.suggest(START);
  await Promise.resolve();
  assertEquals(run, []);
  resolve();
  finish();
  await worked;
  assertEquals(run, [START]);
});

Deno.test("Errands.close() begins no other", async () => {
  const { errands, run, begin, finish } = setUp();
  const { added } = await begin();
  errands.add(SWITCH);
  errands.close();
  finish();
  await added;
  assertEquals(run, [START]);
});
