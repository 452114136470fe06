/**
 * Keys of any layout.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** A key press as a layout makes it. */
export interface LayoutKey {
  /** What the layout writes. */
  key: string;
  /** Where the key is, as on the US layout. */
  code: string;
  ctrl?: boolean;
  shift?: boolean;
}

const CTRL = 2;
const SHIFT = 8;

/** Presses keys one after the other; they write nothing. */
export async function pressKeys(
  page: Page,
  ...keys: readonly LayoutKey[]
): Promise<void> {
  const debug = await page.createCDPSession();
  for (const { key, code, ctrl = false, shift = false } of keys) {
    const modifiers = (ctrl ? CTRL : 0) | (shift ? SHIFT : 0);
    for (const type of ["rawKeyDown", "keyUp"] as const) {
      await debug.send("Input.dispatchKeyEvent", {
        type,
        key,
        code,
        modifiers,
      });
    }
  }
  await debug.detach();
}
