/**
 * A machine that sleeps: every process of one browser is halted, and its sockets
 * stay open.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** Halts the browser of this page until disposal. */
export function sleep(page: Page): Disposable {
  const leader = page.browser().process()?.pid;
  if (leader === undefined) throw new Error("a browser without a process");
  // Puppeteer starts each browser in a process group of its own.
  Deno.kill(-leader, "SIGSTOP");
  return { [Symbol.dispose]: () => Deno.kill(-leader, "SIGCONT") };
}
