/**
 * What pages use when they are rendered.
 *
 * @module
 */
import { BUILD_ID } from "./server/build.ts";

/** Search parameter by which a URL names the build that it belongs to. */
export const CACHE_BUST_KEY = "__frsh_c";

/**
 * Ties a local path to this build, so that it may be cached for a year.
 *
 * @param path A path from the root without a query, such as `/styles.css`; anything else is returned as it is.
 */
export function asset(path: string): string {
  return /^\/(?!\/)[^?#]*$/.test(path)
    ? `${path}?${CACHE_BUST_KEY}=${BUILD_ID}`
    : path;
}
