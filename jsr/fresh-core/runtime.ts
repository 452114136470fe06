/**
 * What components may use on both sides: it reaches the browser, so it
 * imports nothing of the server.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { BUILD_ID } from "./build_id.ts";
import { collectHead } from "./head.ts";

/** Whether this code runs in a browser. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/** Search parameter by which a URL names the build that it belongs to. */
export const CACHE_BUST_KEY = "__frsh_c";

/**
 * Ties a local path to this build, so that it may be cached for a year.
 *
 * @param path A path from the root, such as `/styles.css`; anything else is returned as it is.
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const url = new URL(path, "http://local");
  if (url.host !== "local" || url.searchParams.has(CACHE_BUST_KEY)) return path;
  url.searchParams.set(CACHE_BUST_KEY, BUILD_ID);
  return url.pathname + url.search + url.hash;
}

/** Puts its children into the document's `<head>`, when rendered on the server. */
export function Head(
  { children }: { children?: ComponentChildren },
): ComponentChildren {
  collectHead(children);
  return null;
}
