/**
 * Owner of the browser's question before a page goes. A reload asks too, where
 * it is not seen to be one: browsers do not say why a page goes.
 *
 * @module
 */
import { latinKey } from "./latin_key.ts";

/** Where the page's end announces itself. */
export type PagePort = Pick<Window, "addEventListener" | "removeEventListener">;

/** A reload begins within this time after its keys, in milliseconds. */
const RELOAD_WITHIN_MS = 1_000;

/** Lets the browser ask, until disposed, whether the page shall really go. */
export function guardLeaving(port: PagePort): Disposable {
  const controller = new AbortController();
  const { signal } = controller;
  let reloadingUntilMs = -Infinity;

  port.addEventListener("keydown", (event) => {
    if (!isReload(event)) return;
    reloadingUntilMs = event.timeStamp + RELOAD_WITHIN_MS;
  }, { capture: true, signal });
  port.addEventListener("beforeunload", (event) => {
    // The call comes back by itself.
    if (event.timeStamp < reloadingUntilMs) return;
    event.preventDefault();
    // What older browsers go by.
    event.returnValue = true;
  }, { signal });
  return { [Symbol.dispose]: () => controller.abort() };
}

function isReload(event: KeyboardEvent): boolean {
  const key = latinKey(event);
  return key === "F5" || key === "BrowserRefresh" ||
    (event.ctrlKey || event.metaKey) && key === "r";
}
