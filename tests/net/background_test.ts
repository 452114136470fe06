import { assertEquals, assertLess } from "@std/assert";
import { connectionStates } from "../browser/harness/evidence.ts";
import {
  callStatesSince,
  hears,
  longestGapMs,
  story,
} from "./lab/call_record.ts";
import { assertMediaBack, pause, setNetStage } from "./lab/stage.ts";

/** Long enough for every deadline of the repair to pass. */
const HIDDEN_FOR_MS = 15_000;

Deno.test("a call goes on while its tab is in the background", async () => {
  await using stage = await setNetStage({ a: "asking-chromium" });
  const { a: anna, b: bert } = stage.people;
  const hiddenAtMs = Date.now();
  const other = await anna.page.browserContext().newPage();
  await other.bringToFront();
  assertEquals(
    await anna.page.evaluate(() => document.visibilityState),
    "hidden",
  );
  await pause(HIDDEN_FOR_MS);
  const shownAtMs = Date.now();
  // Who hides is still seen and heard; a hidden page draws nothing.
  const gapMs = await longestGapMs(bert.page, hiddenAtMs, shownAtMs);
  assertLess(gapMs, 1_500, await story(bert.page, hiddenAtMs));
  await hears(bert.page);

  await other.close();
  await anna.page.bringToFront();
  await assertMediaBack(stage, "tab in front again", shownAtMs, 1_500);
  for (const { page } of [anna, bert]) {
    const told = await story(page, hiddenAtMs);
    assertEquals(await callStatesSince(page, hiddenAtMs), [], told);
    assertEquals(await connectionStates(page), ["connected"], told);
  }
});
