/**
 * Waiting for what a page shows.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import { problemsOf } from "./page_problems.ts";

/** How long a page may take for anything, unless told otherwise. */
export const PATIENCE_MS = 10_000;

/** Thrown by a look at something that the page does not show yet. */
export class NotYet extends Error {
  override name = "NotYet";
}

/**
 * Looks again after every frame that the page draws, until `look` gives
 * something other than `false`, `null` or `undefined`, and returns that.
 * Puppeteer's own `waitForFunction` compiles its predicate in the page, which
 * the content security policy forbids.
 *
 * @throws {Error} after `patienceMs`, saying what was waited for and last seen
 */
export async function until<T>(
  page: Page,
  what: string,
  look: () => Promise<T | false | null | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  let last: unknown;
  do {
    try {
      const seen = await look();
      if (seen !== false && seen !== null && seen !== undefined) return seen;
      last = seen;
    } catch (error) {
      if (!isPassing(error)) throw error;
      last = error;
    }
    await nextFrame(page);
  } while (performance.now() < deadline);
  throw new Error(
    `Waited ${patienceMs} ms for ${what}, last saw ${last}; ${await describe(
      page,
    )}; its errors: ${problemsOf(page).join("; ") || "none"}`,
  );
}

/** A page that navigates or renders while one looks at it is looked at again. */
function isPassing(error: unknown): boolean {
  return error instanceof NotYet || error instanceof Error &&
      /context was destroyed|Cannot find context|detached|JSHandle/i.test(
        error.message,
      );
}

async function nextFrame(page: Page): Promise<void> {
  try {
    await page.evaluate(() =>
      new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))
    );
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}

/** What a person would report: the address, the states and the words. */
async function describe(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const root = document.querySelector<HTMLElement>("[data-call-state]");
    const text = document.body?.innerText.replaceAll(/\s+/g, " ") ?? "";
    return `the page ${location.href} is ${root?.dataset.callState}/` +
      `${root?.dataset.signallingState} and says "${text.slice(0, 400)}"`;
  }).catch((error) => `the page does not answer: ${error}`);
}
