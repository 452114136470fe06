/**
 * How long after the second person's click on **Join call** both see the
 * other's first frame, beside a call that is written by hand in fifty lines
 * (`floor/`).
 *
 * Both run in the same browser process and the same two contexts, by turns.
 * Both have camera and microphone granted (720p asked for) and a peer
 * connection with gathered candidates before the click; in both the first
 * person has clicked before and waits with an open socket. Neither uses a STUN
 * server. The floor's first person has parked an offer, so that the floor
 * needs one round trip fewer than a protocol in which the newcomer offers.
 * The floor runs twice: as one would write it first, and with the camera at
 * half its size in the beginning, which is how Duet starts.
 *
 * With a number on the command line, both servers are that many milliseconds
 * away, there and back (`far_server.ts`), and each person looks at the lobby for
 * a second before they click. Media goes straight, as ever.
 *
 * The clock starts at the click event's time stamp and stops in
 * `requestVideoFrameCallback`, each as Unix time by the page's own
 * `performance.timeOrigin`. Both pages read the same machine's clock.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import { serveApp } from "../tests/browser/harness/app_server.ts";
import {
  type CallPage,
  newCallPage,
} from "../tests/browser/harness/call_page.ts";
import { launchChromium } from "../tests/browser/harness/chromium.ts";
import { joinTimes } from "../tests/browser/harness/evidence.ts";
import { newRoom } from "../tests/browser/harness/stage.ts";
import { until } from "../tests/browser/harness/until.ts";
import { farServer } from "./far_server.ts";
import { serveFloor } from "./floor/server.ts";
import { median, summary, table } from "./statistics.ts";

const ROUNDS = 15;
const WARM_UP_ROUNDS = 2;
/** How long a person takes for the way to the button, at least. */
const LOOK_AROUND_MS = 1_000;

/** Milliseconds from the second person's click. */
interface Join {
  firstSeesMs: number;
  secondSeesMs: number;
}

type Pair = readonly [first: CallPage, second: CallPage];

/** What is done before the click. */
type Ready = (page: Page) => Promise<void>;

async function joinApp([first, second]: Pair, ready: Ready): Promise<Join> {
  const room = newRoom();
  await first.enter(room);
  await first.waitForState("waiting");
  await second.openLobby(room);
  await ready(second.page);
  await second.join();
  return await measure(first, second);
}

async function joinFloor(
  [first, second]: Pair,
  origin: string,
  small: boolean,
  ready: Ready,
): Promise<Join> {
  const address = `${origin}/?room=${newRoom()}${small ? "&small" : ""}`;
  await first.page.goto(address);
  await first.join();
  // By then its offer and its candidates are parked at the server.
  await until(
    first.page,
    "the end of gathering",
    () =>
      first.page.evaluate(() =>
        duetEvidence.peers[0]?.iceGatheringState === "complete"
      ),
  );
  await second.page.goto(address);
  await second.seesEnabled("button", "Join call");
  await ready(second.page);
  await second.join();
  return await measure(first, second);
}

/** Lets candidates be gathered ahead of the click, as they are for a person. */
async function gathered(page: Page): Promise<void> {
  await page.evaluate(() =>
    new Promise<void>((resolve) =>
      requestIdleCallback(() => resolve(), { timeout: 1000 })
    )
  );
}

async function lookedAround(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_AROUND_MS));
}

async function measure(first: CallPage, second: CallPage): Promise<Join> {
  const clickedAtMs = (await joinTimes(second.page)).joinClickedAtMs;
  if (clickedAtMs === null) throw new Error("The click was not seen");
  const sinceClick = async ({ page }: CallPage) =>
    await until(
      page,
      "the first remote frame",
      async () => (await joinTimes(page)).firstRemoteFrameAtMs,
    ) - clickedAtMs;
  const join = {
    firstSeesMs: await sinceClick(first),
    secondSeesMs: await sinceClick(second),
  };
  for (const { page } of [first, second]) await page.goto("about:blank");
  return join;
}

function row(name: string, joins: readonly Join[]): string[] {
  return [
    name,
    summary(joins.map((join) => join.firstSeesMs), "ms"),
    summary(joins.map((join) => join.secondSeesMs), "ms"),
    summary(joins.map(both), "ms"),
  ];
}

function both({ firstSeesMs, secondSeesMs }: Join): number {
  return Math.max(firstSeesMs, secondSeesMs);
}

/**
 * Measures {@linkcode ROUNDS} calls of each kind; a Markdown table.
 *
 * @param roundTripMs How far away the servers are; 0 for beside the browser.
 */
export async function joinTable(roundTripMs = 0): Promise<string> {
  await using servers = new AsyncDisposableStack();
  const reach = <T extends { readonly origin: string }>(server: T) =>
    roundTripMs === 0
      ? server
      : servers.use(farServer(server.origin, roundTripMs));
  const app = reach(servers.use(await serveApp()));
  const floor = reach(servers.use(serveFloor()));
  const ready = roundTripMs === 0 ? gathered : lookedAround;
  await using chromium = await launchChromium();
  const pair: Pair = [
    await newCallPage(await chromium.newContext(), app.origin),
    await newCallPage(await chromium.newContext(), app.origin),
  ];
  const kinds: { name: string; run: () => Promise<Join>; joins: Join[] }[] = [
    { name: "Duet", run: () => joinApp(pair, ready), joins: [] },
    {
      name: "floor, camera at half size",
      run: () => joinFloor(pair, floor.origin, true, ready),
      joins: [],
    },
    {
      name: "floor, camera at full size",
      run: () => joinFloor(pair, floor.origin, false, ready),
      joins: [],
    },
  ];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    // Back and forth, so that none always finds the machine warmer.
    const order = round % 2 === 0 ? kinds : kinds.toReversed();
    for (const { run, joins } of order) {
      const join = await run();
      if (round >= WARM_UP_ROUNDS) joins.push(join);
    }
  }
  const medians = kinds.map(({ joins }) => median(joins.map(both)));
  const [duetMs = NaN, smallMs = NaN, fullMs = NaN] = medians;
  return `Click on **Join call** to the first remote frame, ${ROUNDS} calls ` +
    `each, median (range):\n\n` +
    table(
      ["", "first person sees", "second person sees", "both see"],
      kinds.map(({ name, joins }) => row(name, joins)),
    ) +
    `\n\nDuet takes ${(duetMs / smallMs).toFixed(2)} times as long as the ` +
    `floor that starts at half size as Duet does, and ` +
    `${(duetMs / fullMs).toFixed(2)} times as long as the plain one.`;
}

if (import.meta.main) {
  console.log(await joinTable(Number(Deno.args[0] ?? 0)));
}
