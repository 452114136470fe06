import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "./harness/call_page.ts";
import { type Holdings, holdingsOf, keepAccount } from "./harness/holdings.ts";
import { connect, setStage } from "./harness/stage.ts";
import { NotYet, until } from "./harness/until.ts";
import { seesFrames } from "./harness/witness.ts";

/** How often somebody leaves and comes again. */
const TIMES = 3;

/** Waits until no timer runs and no chime sounds any more, and two looks find the same. */
async function settledHoldings({ page }: CallPage): Promise<Holdings> {
  let before = "";
  return await until(page, "nothing more to end", async () => {
    const now = await holdingsOf(page);
    const seen = JSON.stringify(now);
    const settled = seen === before && now.timeouts === 0 &&
      now.audioContexts === 0;
    before = seen;
    if (!settled) throw new NotYet(seen);
    return now;
  });
}

/** Waits for what of a call's page listens and is loaded once it is calm. */
async function wholeHoldings({ page }: CallPage): Promise<Holdings> {
  await until(
    page,
    "the call in what the system shows",
    () => page.evaluate(() => navigator.mediaSession.metadata !== null),
  );
  return await holdingsOf(page);
}

Deno.test("Leave call lets go of everything, however often one comes again", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await keepAccount(anna.page);
  await connect(anna, bert);
  const inCall: Holdings[] = [];
  const afterwards: Holdings[] = [];
  for (let time = 1; time <= TIMES; time++) {
    await seesFrames(anna.page, "Remote video", 10);
    inCall.push(await wholeHoldings(anna));
    await anna.leave();
    await anna.waitForState("ended");
    afterwards.push(await settledHoldings(anna));
    await bert.waitForState("waiting");
    await anna.click("button", "Rejoin");
    await anna.waitForState("connected");
  }

  const [call] = inCall, [over] = afterwards;
  assert(call && over);
  // Proof that the account is kept.
  assertEquals([call.sockets, call.connections, call.liveTracks], [1, 1, 2]);
  // The meter's, and for a moment the chime's.
  assert(call.audioContexts > 0);
  assert(call.intervals > 0 && call.timeouts > 0);
  assertEquals({ ...over, listeners: [] }, {
    sockets: 0,
    connections: 0,
    liveTracks: 0,
    audioContexts: 0,
    timeouts: 0,
    intervals: 0,
    listeners: [],
  });
  for (const again of afterwards) assertEquals(again, over);
  for (const again of inCall) {
    assertEquals(again.listeners, call.listeners);
    assertEquals(again.intervals, call.intervals);
    assertEquals(again.connections, 1);
    assertEquals(again.sockets, 1);
  }
});
