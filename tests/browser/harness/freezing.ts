/**
 * Freezing a page as browsers do with tabs in the background.
 *
 * @module
 */
import type { CDPSession, Page } from "puppeteer-core";

/** A page that can be frozen; it is hidden from then on, until it is shown. */
export interface Freezer {
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  show(): Promise<void>;
}

/** Needs a page of its own browser context in Chromium. */
export async function freezerOf(page: Page): Promise<Freezer> {
  const session: CDPSession = await page.createCDPSession();
  const become = (state: "frozen" | "active") =>
    session.send("Page.setWebLifecycleState", { state });
  return {
    freeze: () => become("frozen"),
    thaw: () => become("active"),
    // The headless shell has no tabs to bring to the front.
    show: () =>
      session.send("Emulation.setFocusEmulationEnabled", { enabled: true }),
  };
}
