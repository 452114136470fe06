import { assertEquals, assertLess } from "@std/assert";
import type { Page } from "puppeteer-core";
import { freezerOf } from "../harness/freezing.ts";
import {
  ANNA,
  BERT,
  connect,
  connectedPair,
  newRoom,
  setStage,
} from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone, seesFrames } from "../harness/witness.ts";

const REMOTE = "Remote video", OWN = "Your video", SCREEN = "Remote screen";

/** Long enough for the browser to have stopped all that plays. */
const FROZEN_MS = 2_000;
/** Everything plays within this time after a page has thawed, in milliseconds. */
const PLAYS_WITHIN_MS = 2_000;
/** Sound is heard at once: a task or two later, on a busy machine. */
const HEARD_WITHIN_MS = 500;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Notes when the page thaws, and when what was paused then plays again. */
async function noteThawing(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: Record<string, number> = {};
    Object.assign(globalThis, { noted });
    document.addEventListener("resume", ({ timeStamp }) => {
      noted.thawed = timeStamp;
    });
    for (const type of ["pause", "playing"]) {
      addEventListener(type, ({ target, timeStamp }) => {
        if (!(target instanceof HTMLVideoElement)) return;
        noted[`${target.ariaLabel} ${type}`] = timeStamp;
      }, true);
    }
  });
}

/** How long after the page has thawed a video that was paused plays, in milliseconds. */
function silenceMs(page: Page, name: string): Promise<number> {
  return page.evaluate((name) => {
    const { noted } = globalThis as unknown as {
      noted: Record<string, number>;
    };
    const { thawed = NaN, [`${name} playing`]: playing = NaN } = noted;
    return playing - thawed;
  }, name);
}

/** Waits, in a page that may not be seen and then draws nothing, until a video plays as it should. */
async function plays(page: Page, name: string): Promise<void> {
  const state = await page.evaluate(
    async (name, withinMs) => {
      const find = () =>
        document.querySelector<HTMLVideoElement>(`video[aria-label="${name}"]`);
      const frames = () => find()?.getVideoPlaybackQuality().totalVideoFrames;
      const deadline = performance.now() + withinMs;
      const before = frames() ?? 0;
      while (performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (find()?.paused === false && (frames() ?? 0) > before) break;
      }
      return `paused: ${find()?.paused}, muted: ${find()?.muted}, ` +
        `goes on: ${(frames() ?? 0) > before}`;
    },
    name,
    PLAYS_WITHIN_MS,
  );
  const muted = name === OWN;
  assertEquals(state, `paused: false, muted: ${muted}, goes on: true`, name);
}

Deno.test("a call that was frozen in the background is heard at once when it thaws, and plays before it is seen", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await bert.clickControl("Share screen");
  const names = [REMOTE, OWN, SCREEN];
  for (const name of names) await seesFrames(anna.page, name, 3);
  await noteThawing(anna.page);

  const freezer = await freezerOf(anna.page);
  await freezer.freeze();
  await pause(FROZEN_MS);
  await freezer.thaw();
  assertEquals(
    await anna.page.evaluate(() => document.visibilityState),
    "hidden",
  );
  for (const name of names) await plays(anna.page, name);
  assertLess(await silenceMs(anna.page, REMOTE), HEARD_WITHIN_MS);
  assertEquals(await anna.state(), "connected");

  await freezer.show();
  for (const name of names) await plays(anna.page, name);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  await seesFrames(bert.page, REMOTE, 3);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
});

Deno.test("one's own picture goes on where the page thaws again and again", async () => {
  await using pair = await connectedPair();
  const { page } = pair.anna;
  const freezer = await freezerOf(page);
  for (let times = 0; times < 3; times++) {
    await freezer.freeze();
    await pause(500);
    await freezer.thaw();
    await freezer.show();
    for (const name of [OWN, REMOTE]) await plays(page, name);
  }
});

Deno.test("a lobby that was frozen in the background shows one's own picture and voice again", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  await anna.openLobby(newRoom());
  await seesFrames(anna.page, OWN, 3);
  const freezer = await freezerOf(anna.page);
  await freezer.freeze();
  await pause(FROZEN_MS);
  await freezer.thaw();
  await plays(anna.page, OWN);
  await freezer.show();
  await plays(anna.page, OWN);
  const level = () =>
    anna.page.evaluate(() => document.querySelector("meter")?.value);
  const before = await level();
  await until(
    anna.page,
    "another level of the voice",
    async () => await level() !== before,
    PLAYS_WITHIN_MS,
  );
});
