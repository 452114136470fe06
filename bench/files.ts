/**
 * How fast 200 MB go from one page to the other beside their call, what both
 * pages' processes need for it, and what the call shows meanwhile; and how far
 * one is after three seconds, and how soon a word gets through.
 *
 * @module
 */
import type { Browser } from "puppeteer-core";
import { serveApp } from "../tests/browser/harness/app_server.ts";
import {
  type CallPage,
  newCallPage,
} from "../tests/browser/harness/call_page.ts";
import { launchChromium } from "../tests/browser/harness/chromium.ts";
import { framesOf } from "../tests/browser/harness/evidence.ts";
import {
  chooseFiles,
  type DiskFile,
  fileSays,
  makeFile,
} from "../tests/browser/harness/files.ts";
import { connect } from "../tests/browser/harness/stage.ts";
import { summary, table } from "./statistics.ts";

declare global {
  var longestPauseMs: number;
}

const ROUNDS = 3;
const SIZE_BYTES = 200_000_000;
const SHORT_ROUNDS = 8;
const SHORT_MS = 3_000;
const PATIENCE_MS = 180_000;
const IDLE_MS = 5_000;
const LOOK_EVERY_MS = 200;

/** Memory of all pages' processes that is in RAM, in bytes. */
async function pageMemory(browser: Browser): Promise<number> {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "rss=", "-p", pages.map(({ id }) => id).join()],
  }).output();
  const kilobytes = new TextDecoder().decode(stdout).trim().split(/\s+/);
  return kilobytes.reduce((sum, text) => sum + Number(text) * 1024, 0);
}

async function framesPerSecond(
  page: CallPage,
  meanwhile: Promise<unknown>,
): Promise<number> {
  const before = await framesOf(page.page, "Remote video");
  const beganAtMs = performance.now();
  await meanwhile;
  const frames = await framesOf(page.page, "Remote video") - before;
  return frames * 1000 / (performance.now() - beganAtMs);
}

/** Notes in the page how long the file's bar has stood still at the most. */
function watchBar({ page }: CallPage): Promise<void> {
  return page.evaluate(() => {
    let done = 0, movedAtMs = performance.now();
    globalThis.longestPauseMs = 0;
    setInterval(() => {
      const bar = document.querySelector("progress");
      if (bar === null || bar.value === 0 || bar.position === 1) return;
      const nowMs = performance.now();
      if (done > 0) {
        const pauseMs = nowMs - movedAtMs;
        globalThis.longestPauseMs = Math.max(longestPauseMs, pauseMs);
      }
      if (bar.value !== done) movedAtMs = nowMs;
      done = bar.value;
    }, 50);
  });
}

/** One file, from **Accept** to the sender's **Delivered**. */
async function transfer(): Promise<Record<string, number>> {
  await using app = await serveApp();
  await using chromium = await launchChromium();
  const [anna, bert] = [
    await newCallPage(await chromium.newContext(), app.origin),
    await newCallPage(await chromium.newContext(), app.origin),
  ];
  using file = makeFile("long.bin", SIZE_BYTES);
  await connect(anna, bert);
  await chooseFiles(anna, file.path);
  await bert.openChat();
  await fileSays(bert, file.name, /before you accept/);
  const idle = new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const idleFrames = await framesPerSecond(bert, idle);

  const before = await pageMemory(chromium.browser);
  let most = before;
  const timer = setInterval(async () => {
    most = Math.max(most, await pageMemory(chromium.browser).catch(() => 0));
  }, LOOK_EVERY_MS);
  await watchBar(bert);
  const beganAtMs = performance.now();
  await bert.click("button", `Accept ${file.name}`);
  const arrived = fileSays(anna, file.name, /Delivered/, PATIENCE_MS);
  const frames = await framesPerSecond(bert, arrived);
  const seconds = (performance.now() - beganAtMs) / 1000;
  clearInterval(timer);
  const pause = await bert.page.evaluate(() => longestPauseMs);
  const growth = (most - before) / 1e6;
  return { seconds, pause, growth, idleFrames, frames };
}

/** The first seconds of a file, and the word that ends it. */
async function beginning(
  pages: readonly [CallPage, CallPage],
  file: DiskFile,
): Promise<Record<string, number>> {
  const [anna, bert] = pages;
  await connect(anna, bert);
  await chooseFiles(anna, file.path);
  await bert.openChat();
  await bert.click("button", `Accept ${file.name}`);
  await new Promise((resolve) => setTimeout(resolve, SHORT_MS));
  const megabytes = await bert.page.evaluate(() =>
    (document.querySelector("progress")?.value ?? NaN) / 1e6
  );
  const beganAtMs = performance.now();
  await anna.click("button", `Cancel ${file.name}`);
  await fileSays(bert, file.name, /took it back/, PATIENCE_MS);
  return { megabytes, word: performance.now() - beganAtMs };
}

async function beginnings(): Promise<Record<string, number>[]> {
  await using app = await serveApp();
  await using chromium = await launchChromium();
  using file = makeFile("long.bin", SIZE_BYTES);
  const rounds: Record<string, number>[] = [];
  for (let i = 0; i < SHORT_ROUNDS; i++) {
    const anna = await newCallPage(await chromium.newContext(), app.origin);
    const bert = await newCallPage(await chromium.newContext(), app.origin);
    rounds.push(await beginning([anna, bert], file));
    await Promise.all([anna.page.close(), bert.page.close()]);
  }
  return rounds;
}

/** Measures; Markdown tables. */
export async function filesTable(): Promise<string> {
  const begun = await beginnings();
  const whole: Record<string, number>[] = [];
  for (let i = 0; i < ROUNDS; i++) whole.push(await transfer());
  return `200 MB beside a call, ${ROUNDS} times, median (range):\n\n` +
    table(["", ""], [
      ["from **Accept** to **Delivered**", of(whole, "seconds", "s")],
      ["longest that its bar stood still", of(whole, "pause", "ms")],
      ["most memory more, both pages together", of(whole, "growth", "MB")],
      ["frames a second before", of(whole, "idleFrames", "")],
      ["frames a second meanwhile", of(whole, "frames", "")],
    ]) + `\n\nIts first seconds, ${SHORT_ROUNDS} times:\n\n` +
    table(["", ""], [
      ["there after 3 s", of(begun, "megabytes", "MB")],
      [
        "from **Cancel** to the other side's word of it",
        of(begun, "word", "ms"),
      ],
    ]);
}

function of(
  rounds: readonly Record<string, number>[],
  name: string,
  unit: string,
): string {
  return summary(rounds.map((round) => round[name] ?? NaN), unit);
}

if (import.meta.main) console.log(await filesTable());
