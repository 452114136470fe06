/**
 * A page that has nothing that an older browser lacks.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import { type Missing, missingIn } from "../../compatibility/missing.ts";

/**
 * Takes away, before any script of a page, what this version of a browser lacks.
 *
 * @returns How to learn what was there, and is no more.
 */
export async function makeOlder(
  page: Page,
  browser: string,
  version: string,
): Promise<void> {
  await page.evaluateOnNewDocument(takeAway, missingIn(browser, version));
}

/** What the page was robbed of. */
export function taken(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(globalThis, "takenAway"));
}

/** Runs in the page. */
function takeAway({ globals, statics, members }: Missing): void {
  const taken: string[] = [];
  const get = (owner: string): unknown => Reflect.get(globalThis, owner);
  const isObject = (value: unknown): value is object =>
    typeof value === "object" && value !== null || typeof value === "function";

  /** The engine keeps some: another one of that name has all but these. */
  function without(owner: string, whole: object, name: string): void {
    if (typeof whole !== "function") throw new Error(`${owner}.${name} stays`);
    const rest = (...args: unknown[]) => Reflect.apply(whole, null, args);
    for (const key of Reflect.ownKeys(whole)) {
      const it = Object.getOwnPropertyDescriptor(whole, key);
      if (key !== name && it) Object.defineProperty(rest, key, it);
    }
    Reflect.set(globalThis, owner, rest);
  }

  function take(label: string, object: unknown, name: string): void {
    if (!isObject(object) || !Object.hasOwn(object, name)) return;
    if (!Reflect.deleteProperty(object, name)) without(label, object, name);
    taken.push(label === "" ? name : `${label}.${name}`);
  }

  for (const [owner, name] of statics) take(owner, get(owner), name);
  for (const [owner, name] of members) {
    const made = get(owner);
    if (!isObject(made)) continue;
    take(`${owner}.prototype`, Reflect.get(made, "prototype"), name);
    if (owner === "Window") take("", globalThis, name);
  }
  for (const name of globals) take("", globalThis, name);
  Reflect.set(globalThis, "takenAway", taken);
}
