import { assert, assertEquals } from "@std/assert";
import { callStates, connectionStates } from "../harness/evidence.ts";
import { connect, setStage } from "../harness/stage.ts";
import { seesFrames } from "../harness/witness.ts";

/** Longer than media may go one way only before something is done about it. */
const BUSY_FOR_MS = 6_000;

Deno.test("a call goes on while one page is too busy to say so", async () => {
  await using stage = await setStage();
  const [anna, bert] = [await stage.person({}), await stage.person({})];
  await connect(anna, bert);
  await seesFrames(bert.page, "Remote video", 20);
  await seesFrames(anna.page, "Remote video", 20);

  const done = anna.page.evaluate((busyForMs) => {
    const endMs = performance.now() + busyForMs;
    while (performance.now() < endMs);
  }, BUSY_FOR_MS);
  await seesFrames(bert.page, "Remote video", 40);
  await done;
  await seesFrames(anna.page, "Remote video", 30);
  await seesFrames(bert.page, "Remote video", 30);

  for (const { page } of [anna, bert]) {
    const states = await callStates(page);
    assert(states.includes("connected"));
    assertEquals(states.slice(states.indexOf("connected")), ["connected"]);
    assertEquals(await connectionStates(page), ["connected"]);
  }
});
