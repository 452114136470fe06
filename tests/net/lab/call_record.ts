/**
 * What the pages' records say of a fault: how long media was away, and what
 * the pages called it meanwhile.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import { until } from "../../browser/harness/until.ts";
import type { CallRecord, Change } from "./keep_record.ts";

/** Between two frames of a call that is well, at most; in milliseconds. */
export const GAP_MS = 400;
/** Media is back when it stays for this long, in milliseconds. */
const STEADY_MS = 1_000;

/** Everything that the page's document has written down. */
export function recordOf(page: Page): Promise<CallRecord> {
  return page.evaluate(() => duetRecord);
}

/** The changes since a time. */
export async function changesSince(
  page: Page,
  sinceMs: number,
): Promise<Change[]> {
  const { changes } = await recordOf(page);
  return changes.filter(({ atMs }) => atMs >= sinceMs);
}

/** The call states since a time. */
export async function callStatesSince(
  page: Page,
  sinceMs: number,
): Promise<string[]> {
  return (await changesSince(page, sinceMs))
    .filter(({ of }) => of === "call").map(({ state }) => state);
}

/** Milliseconds of the longest stretch without a frame between two times. */
export async function longestGapMs(
  page: Page,
  fromMs: number,
  toMs: number,
): Promise<number> {
  const { framesAtMs } = await recordOf(page);
  const inside = framesAtMs.filter((atMs) => fromMs < atMs && atMs < toMs);
  const marks = [fromMs, ...inside, toMs];
  return Math.max(
    ...marks.slice(1).map((mark, index) => mark - (marks[index] ?? mark)),
  );
}

/**
 * Waits until the other person is seen steadily and heard.
 *
 * @returns Milliseconds from `sinceMs` to the first frame of the steady stretch
 */
export async function mediaBackAfterMs(
  page: Page,
  sinceMs: number,
  patienceMs = 60_000,
): Promise<number> {
  const atMs = await until(page, "steady media", async () => {
    const { framesAtMs } = await recordOf(page);
    return steadyFrom(framesAtMs.filter((atMs) => atMs >= sinceMs));
  }, patienceMs);
  await hears(page);
  return atMs - sinceMs;
}

/** The first frame after which there is no gap for {@linkcode STEADY_MS}. */
function steadyFrom(framesAtMs: readonly number[]): number | null {
  let start: number | undefined;
  let last: number | undefined;
  for (const atMs of framesAtMs) {
    if (last === undefined || atMs - last > GAP_MS) start = atMs;
    last = atMs;
    if (start !== undefined && atMs - start >= STEADY_MS) return start;
  }
  return null;
}

/** Waits until more sound arrives than has so far. */
export async function hears(page: Page): Promise<void> {
  const before = await soundOf(page);
  await until(page, "more sound", async () => await soundOf(page) > before);
}

/** Sound that the page's newest connection has received so far, as energy. */
async function soundOf(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    let energy = 0;
    const stats = await duetEvidence.peer?.getStats();
    stats?.forEach((report) => {
      if (report.type !== "inbound-rtp" || report.kind !== "audio") return;
      energy += Number(report.totalAudioEnergy);
    });
    return energy;
  });
}

/** A record as lines to read, the frames left out but for the gaps. */
export async function story(page: Page, sinceMs: number): Promise<string> {
  const { framesAtMs, changes } = await recordOf(page);
  const lines = changes.filter(({ atMs }) => atMs >= sinceMs)
    .map(({ atMs, of, state }) => ({ atMs, text: `${of} ${state}` }));
  framesAtMs.forEach((atMs, index) => {
    const gapMs = atMs - (framesAtMs[index - 1] ?? atMs);
    if (atMs < sinceMs || gapMs <= GAP_MS) return;
    lines.push({ atMs, text: `a frame, ${gapMs.toFixed()} ms after the last` });
  });
  return lines.sort((one, other) => one.atMs - other.atMs)
    .map(({ atMs, text }) => `  +${(atMs - sinceMs).toFixed()} ms ${text}`)
    .join("\n");
}
