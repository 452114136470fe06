import { assertEquals, assertLess } from "@std/assert";
import type { Page } from "puppeteer-core";
import { connectionStates } from "../browser/harness/evidence.ts";
import { freezerOf } from "../browser/harness/freezing.ts";
import {
  callStatesSince,
  hears,
  longestGapMs,
  story,
} from "./lab/call_record.ts";
import { assertMediaBack, mediaBack, pause, setNetStage } from "./lab/stage.ts";

/** Long enough for every deadline of the repair to pass. */
const HIDDEN_FOR_MS = 15_000;
/** Long enough for the other side to notice. */
const FROZEN_FOR_MS = 5_000;

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

/** The longest that what plays may take after the page has thawed. */
const PLAYS_WITHIN_MS = 2_000;

Deno.test("a call that is frozen in the background plays when it thaws, before it is seen", async () => {
  await using stage = await setNetStage({ a: "asking-chromium" });
  const { a: anna, b: bert } = stage.people;
  const other = await anna.page.browserContext().newPage();
  await other.bringToFront();
  const freezer = await freezerOf(anna.page);
  await freezer.freeze();
  await pause(FROZEN_FOR_MS);
  const thawedAtMs = Date.now();
  await freezer.thaw();
  assertEquals(await paused(anna.page, PLAYS_WITHIN_MS), []);
  const tookMs = Date.now() - thawedAtMs;
  console.log(`frozen in the background: all plays after ${tookMs} ms`);

  await other.close();
  await anna.page.bringToFront();
  await mediaBack(stage, thawedAtMs);
  assertEquals(await paused(anna.page, 0), []);
  await hears(anna.page);
  await hears(bert.page);
});

/** The videos that are paused still after that time, asked of a page that need not be seen. */
function paused(page: Page, withinMs: number): Promise<string[]> {
  return page.evaluate(async (withinMs) => {
    const names = () =>
      [...document.querySelectorAll("video")]
        .filter((video) => video.srcObject !== null && video.paused)
        .map((video) => video.ariaLabel ?? "");
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline && names().length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return names();
  }, withinMs);
}
