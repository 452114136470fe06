import { assertEquals, assertRejects } from "@std/assert";
import type { Page } from "puppeteer-core";
import { serveFloor } from "../../bench/floor/server.ts";
import { type Chromium, launchChromium } from "./harness/chromium.ts";
import {
  callStates,
  connectionStates,
  framesOf,
  listenTo,
  liveTracks,
} from "./harness/evidence.ts";
import { writeFakeMedia } from "./harness/fake_media.ts";
import { gatherEvidence } from "./harness/gather_evidence.ts";
import { ANNA, BERT } from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { hearsTone, seesColour, seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";

async function openFloor(chromium: Chromium, origin: string): Promise<Page> {
  const page = await (await chromium.newContext()).newPage();
  await gatherEvidence(page);
  await page.goto(origin);
  await page.waitForSelector("button:enabled");
  return page;
}

Deno.test("witnesses tell one person from the other in a bare call", async () => {
  await using floor = serveFloor();
  using annaMedia = writeFakeMedia(ANNA);
  using bertMedia = writeFakeMedia(BERT);
  await using annaChromium = await launchChromium(annaMedia);
  await using bertChromium = await launchChromium(bertMedia);
  const anna = await openFloor(annaChromium, floor.origin);
  const bert = await openFloor(bertChromium, floor.origin);
  assertEquals(await framesOf(anna, REMOTE), 0);
  assertEquals((await listenTo(anna, REMOTE)).decibels, -200);
  await anna.click("button");
  await bert.click("button");

  await seesColour(anna, REMOTE, BERT.colour);
  await seesColour(bert, REMOTE, ANNA.colour);
  await hearsTone(anna, REMOTE, BERT.toneHz);
  await hearsTone(bert, REMOTE, ANNA.toneHz);
  await seesFrames(anna, REMOTE, 5);
  assertEquals(await connectionStates(anna), ["connected"]);
});

Deno.test("gatherEvidence() keeps tracks and states that the page hides", async () => {
  await using floor = serveFloor();
  await using chromium = await launchChromium();
  const page = await openFloor(chromium, floor.origin);
  assertEquals(await liveTracks(page, "video"), 1);
  await page.evaluate(async () => {
    const video = document.querySelector("video");
    const { srcObject } = video ?? {};
    if (!video || !(srcObject instanceof MediaStream)) return;
    video.dataset.callState = "ready";
    // Observers are told once the script that changed things has ended.
    await Promise.resolve();
    video.dataset.callState = "ended";
    srcObject.getVideoTracks()[0]?.clone();
  });
  assertEquals(await liveTracks(page, "video"), 2);
  assertEquals(await liveTracks(page, "audio"), 1);
  assertEquals(await callStates(page), ["ready", "ended"]);
});

Deno.test("until() gives up and says what the page showed", async () => {
  await using floor = serveFloor();
  await using chromium = await launchChromium();
  const page = await openFloor(chromium, floor.origin);
  await assertRejects(
    () => until(page, "pigs to fly", () => Promise.resolve(false), 50),
    Error,
    `Waited 50 ms for pigs to fly, last saw false; the page ${floor.origin}/`,
  );
});
