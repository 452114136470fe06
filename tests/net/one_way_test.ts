import { assert, assertEquals, assertLess } from "@std/assert";
import {
  changesSince,
  hears,
  longestGapMs,
  recordOf,
  story,
} from "./lab/call_record.ts";
import { loseLarge, passLarge } from "./lab/large_packets.ts";
import {
  assertStaysInCall,
  mediaBack,
  pause,
  setNetStage,
} from "./lab/stage.ts";

const LOST_FOR_MS = 8_000;
/** Between two frames of a picture that nothing keeps back, at most. */
const UNDISTURBED_MS = 1_500;
/** After the path carries again, until the first frame. */
const BACK_WITHIN_MS = 4_000;

for (const [side, other] of [["a", "b"], ["b", "a"]] as const) {
  Deno.test(`a call whose picture from ${side} is lost keeps all else, and gets it back`, async () => {
    await using stage = await setNetStage();
    const { lab, people } = stage;
    const sender = people[side].page, receiver = people[other].page;
    const beganAtMs = Date.now();
    await loseLarge(lab, side);
    await pause(LOST_FOR_MS);
    await hears(receiver);
    const restoredAtMs = Date.now();
    await passLarge(lab);
    await mediaBack(stage, restoredAtMs);

    const told = `${side}:\n${await story(sender, beganAtMs)}\n` +
      `${other}:\n${await story(receiver, beganAtMs)}`;
    const { framesAtMs } = await recordOf(receiver);
    const seen = framesAtMs.filter((atMs) =>
      beganAtMs < atMs && atMs < restoredAtMs
    );
    // Of some 240: a few are small, or were on their way.
    assertLess(seen.length, 40, "the picture was lost");
    const backAtMs = framesAtMs.find((atMs) => atMs > restoredAtMs);
    assert(backAtMs);
    console.log(
      `back ${(backAtMs - restoredAtMs).toFixed()} ms after the path`,
    );
    assertLess(backAtMs - restoredAtMs, BACK_WITHIN_MS, told);

    const gapMs = await longestGapMs(sender, beganAtMs, restoredAtMs);
    assertLess(gapMs, UNDISTURBED_MS, `the other picture went on\n${told}`);
    // One side has offered another path meanwhile, whichever leads.
    const changes = await Promise.all(
      [sender, receiver].map((page) => changesSince(page, beganAtMs)),
    );
    const noticed = changes.flat().some(({ atMs, state }) =>
      atMs < restoredAtMs && state.includes("have-local-offer")
    );
    assert(noticed, `it was noticed\n${told}`);
    await assertStaysInCall(stage, beganAtMs);
    assertEquals(
      await Promise.all(stage.pages.map((page) => page.state())),
      ["connected", "connected"],
      told,
    );
  });
}
