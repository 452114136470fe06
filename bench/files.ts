/**
 * How fast 200 MB go from one page to the other beside their call, what both
 * pages' processes need for it, and what the call shows meanwhile.
 *
 * @module
 */
import type { Browser } from "puppeteer-core";
import { serveApp } from "../tests/browser/app_server.ts";
import { type CallPage, newCallPage } from "../tests/browser/call_page.ts";
import { launchChromium } from "../tests/browser/chromium.ts";
import { framesOf } from "../tests/browser/evidence.ts";
import { chooseFiles, fileSays, makeFile } from "../tests/browser/files.ts";
import { connect } from "../tests/browser/stage.ts";
import { summary, table } from "./statistics.ts";

const ROUNDS = 3;
const SIZE_BYTES = 200_000_000;
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
  const beganAtMs = performance.now();
  await bert.click("button", `Accept ${file.name}`);
  const arrived = fileSays(anna, file.name, /Delivered/, PATIENCE_MS);
  const frames = await framesPerSecond(bert, arrived);
  const seconds = (performance.now() - beganAtMs) / 1000;
  clearInterval(timer);
  const growth = (most - before) / 1e6;
  return { seconds, growth, idleFrames, frames };
}

/** Measures; a Markdown table. */
export async function filesTable(): Promise<string> {
  const rounds: Record<string, number>[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await transfer());
  const of = (name: string, unit: string) =>
    summary(rounds.map((round) => round[name] ?? NaN), unit);
  return `200 MB beside a call, ${ROUNDS} times, median (range):\n\n` +
    table(["", ""], [
      ["from **Accept** to **Delivered**", of("seconds", "s")],
      ["most memory more, both pages together", of("growth", "MB")],
      ["frames a second before", of("idleFrames", "")],
      ["frames a second meanwhile", of("frames", "")],
    ]);
}

if (import.meta.main) console.log(await filesTable());
