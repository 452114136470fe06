/**
 * A call that lasts: `deno task soak [minutes]`. Two pages talk, and once a
 * minute chat, mute and share, while what they and the server hold is measured
 * after a garbage collection. Fails when any of it keeps growing.
 *
 * @module
 */
import { serveApp } from "./harness/app_server.ts";
import { type CallPage, newCallPage } from "./harness/call_page.ts";
import { launchChromium } from "./harness/chromium.ts";
import { connect } from "./harness/stage.ts";
import { seesFrames } from "./harness/witness.ts";

const MINUTES = Number(Deno.args[0] ?? 30);
/** Ignored while caches fill. */
const WARM_UP_MINUTES = Math.min(5, Math.floor(MINUTES / 3));
/** Growth from the first third to the last that counts as noise. */
const NOISE = { heapKb: 600, listeners: 4, nodes: 20, serverKb: 12_000 };
/** The chat is meant to grow, by so many nodes for each line that was written. */
const NODES_A_LINE = 10;

interface Held {
  heapKb: number;
  listeners: number;
  nodes: number;
}

async function heldBy({ page }: CallPage): Promise<Held> {
  const session = await page.createCDPSession();
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
  const metrics = await page.metrics();
  return {
    heapKb: Math.round((metrics.JSHeapUsedSize ?? NaN) / 1024),
    listeners: metrics.JSEventListeners ?? NaN,
    nodes: metrics.Nodes ?? NaN,
  };
}

async function serverKb(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "rss=", "-p", `${pid}`],
  }).output();
  return Number(new TextDecoder().decode(stdout));
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

await using app = await serveApp();
await using chromium = await launchChromium();
const anna = await newCallPage(await chromium.newContext(), app.origin);
const bert = await newCallPage(await chromium.newContext(), app.origin);
await connect(anna, bert);
const lobbyless = await heldBy(anna);

interface Row extends Held {
  serverKb: number;
  chatLines: number;
}

const rows: Row[] = [];
for (let minute = 1; minute <= MINUTES; minute++) {
  await new Promise((resolve) => setTimeout(resolve, 55_000));
  await anna.sendChat(`minute ${minute}`);
  await bert.clickControl("Microphone");
  await bert.clickControl("Microphone");
  await anna.clickControl("Share screen");
  await anna.clickControl("Share screen");
  await seesFrames(bert.page, "Remote video", 5);
  const row = {
    ...await heldBy(anna),
    serverKb: await serverKb(app.pid),
    chatLines: minute,
  };
  rows.push(row);
  console.log(minute, JSON.stringify(row));
  if (await anna.state() !== "connected") throw new Error("not connected");
}

const settled = rows.slice(WARM_UP_MINUTES);
const third = Math.max(1, Math.floor(settled.length / 3));
const growth = (key: keyof Row) =>
  median(settled.slice(-third).map((row) => row[key])) -
  median(settled.slice(0, third).map((row) => row[key]));
let grew = false;
for (const key of ["heapKb", "listeners", "nodes", "serverKb"] as const) {
  const by = growth(key);
  const expected = key === "nodes" ? NODES_A_LINE * growth("chatLines") : 0;
  console.log(`${key} grew by ${by} (${expected} ± ${NOISE[key]} expected)`);
  if (by > expected + NOISE[key]) grew = true;
}

await anna.leave();
await anna.waitForState("ended");
const after = await heldBy(anna);
console.log(`in the call ${JSON.stringify(lobbyless)}`);
console.log(`after leaving ${JSON.stringify(after)}`);
if (grew) Deno.exit(1);
