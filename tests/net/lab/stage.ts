/**
 * What every test of this tier begins with: a network, the app in it, and two
 * people in a call.
 *
 * @module
 */
import { assertEquals, AssertionError } from "@std/assert";
import type { Page } from "puppeteer-core";
import { type CallPage, newCallPage } from "../../browser/harness/call_page.ts";
import { connect } from "../../browser/harness/stage.ts";
import { problemsOf } from "../../browser/harness/page_problems.ts";
import { type BrowserName, launch } from "./browsers.ts";
import { callStatesSince, mediaBackAfterMs, story } from "./call_record.ts";
import { type HubServer, ORIGIN, serveOnHub } from "./hub_server.ts";
import { keepRecord } from "./keep_record.ts";
import { type Lab, openLab, type Side } from "./lab.ts";

/** The network, the app, and two people who see and hear each other. */
export interface NetStage extends AsyncDisposable {
  lab: Lab;
  server: HubServer;
  /** Who is on side a, and who on side b. */
  people: Record<Side, CallPage>;
  /** Both pages. */
  pages: readonly [CallPage, CallPage];
}

/** Sets all of it up; by default both use Chromium. */
export async function setNetStage(
  browsers: Partial<Record<Side, BrowserName>> = {},
): Promise<NetStage> {
  await using cleanup = new AsyncDisposableStack();
  const lab = cleanup.use(await openLab());
  const server = cleanup.use(await serveOnHub(lab));

  async function person(side: Side): Promise<CallPage> {
    const name = browsers[side] ?? "chromium";
    const { browser } = cleanup.use(await launch(lab, side, name));
    const page = await newCallPage(browser.defaultBrowserContext(), ORIGIN);
    await keepRecord(page.page);
    return page;
  }

  const [a, b] = await Promise.all([person("a"), person("b")]);
  await connect(a, b);
  const stack = cleanup.move();
  const stage: NetStage = {
    lab,
    server,
    people: { a, b },
    pages: [a, b],
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  await mediaBack(stage, Date.now());
  return stage;
}

/** For a fault that lasts a while. */
export function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

/**
 * Loses one side's link for a while: its interface is down, or every packet is
 * lost and nothing tells.
 *
 * @returns When the link was back, as Unix time
 */
export async function blackout(
  lab: Lab,
  side: Side,
  how: "cut" | "down",
  durationMs: number,
): Promise<number> {
  await (how === "cut" ? lab.cutLink(side) : lab.lowerInterface(side));
  await pause(durationMs);
  const restoredAtMs = Date.now();
  await (how === "cut" ? lab.restoreLink(side) : lab.raiseInterface(side));
  return restoredAtMs;
}

/** Fails if a page has called the call anything but connected since that time. */
export async function assertStaysInCall(
  { people }: NetStage,
  sinceMs: number,
): Promise<void> {
  for (const [side, { page }] of Object.entries(people)) {
    const strays = (await callStatesSince(page, sinceMs))
      .filter((state) => state !== "connected" && state !== "reconnecting");
    assertEquals(strays, [], `side ${side}:\n${await told(page, sinceMs)}`);
  }
}

/**
 * Waits until both see and hear each other again.
 *
 * @returns Milliseconds from `sinceMs` until the later one of them did
 */
export async function mediaBack(
  { people }: Pick<NetStage, "people">,
  sinceMs: number,
): Promise<number> {
  const { a, b } = people;
  const back = ({ page }: CallPage) => mediaBackAfterMs(page, sinceMs);
  try {
    return Math.max(...await Promise.all([back(a), back(b)]));
  } catch (error) {
    throw new Error(await stories(people, sinceMs), { cause: error });
  }
}

/** Prints how long the media of both took to come back, and fails if it was longer. */
export async function assertMediaBack(
  stage: Pick<NetStage, "people">,
  what: string,
  sinceMs: number,
  limitMs: number,
): Promise<void> {
  const backMs = await mediaBack(stage, sinceMs);
  console.log(`${what}: media both ways after ${backMs.toFixed()} ms`);
  if (backMs <= limitMs) return;
  throw new AssertionError(
    `${what}: ${backMs.toFixed()} ms are more than ${limitMs}\n` +
      await stories(stage.people, sinceMs),
  );
}

async function stories(
  people: NetStage["people"],
  sinceMs: number,
): Promise<string> {
  const { a, b } = people;
  return `Side a:\n${await told(a.page, sinceMs)}\n` +
    `Side b:\n${await told(b.page, sinceMs)}`;
}

async function told(page: Page, sinceMs: number): Promise<string> {
  const text = await story(page, sinceMs)
    .catch((error) => `  no story: ${error}`);
  return [text, ...problemsOf(page)].join("\n  console: ");
}
