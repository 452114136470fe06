/** How long the name of a person can be. @module */
import { cutText } from "./graphemes.ts";

/** Longest name that a person can give, in UTF-16 code units: 120 bytes of UTF-8 at most. */
export const MAX_NAME_CHARS = 40;

/** As much of a name as a person can give, in whole graphemes. */
export function cutName(name: string): string {
  return cutText(name, { units: MAX_NAME_CHARS });
}
