/**
 * What goes wrong inside pages, for tests that allow no error and for the
 * messages of tests that fail.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

const problems = new WeakMap<Page, string[]>();

/** Errors in the page's console and those that nobody caught, so far. */
export function problemsOf(page: Page): readonly string[] {
  return problems.get(page) ?? [];
}

/** Notes the page's errors from now on. */
export function watchProblems(page: Page): void {
  const list: string[] = [];
  problems.set(page, list);
  page.on("console", (message) => {
    if (message.type() === "error") list.push(message.text());
  });
  page.on("pageerror", (error) => list.push(String(error)));
}
