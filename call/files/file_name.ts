/**
 * What another page says that a file is called, made harmless: a name and
 * nothing of a path, that no system takes for something else. Pure.
 *
 * @module
 */
import { plainLine } from "../messages/plain_text.ts";

/** Longest name that is kept, in characters. */
export const MAX_FILE_NAME_CHARS = 120;
/** A longer last part is no extension. */
const MAX_EXTENSION_CHARS = 12;

/** What hides in a name, or moves what stands beside it: format characters. */
const HIDDEN = /\p{Cf}/gu;
/** What some system takes for a path, a stream, a wildcard or a variable. */
const RESERVED = /[/\\:*?"<>|%]/g;
/** Devices of Windows, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name to show and to save under. */
export function fileName(claimed: string): string {
  const name = plainLine(claimed.replace(HIDDEN, ""))
    .replace(RESERVED, "_")
    // A leading dot hides a file; Windows drops what trails.
    .replace(/^[.\s]+|[.\s]+$/g, "")
    .replace(DEVICE, "_$1");
  return name === "" ? "file" : shortened(name);
}

/** Cuts out of the middle: the extension says what it is. */
function shortened(name: string): string {
  const chars = [...name];
  if (chars.length <= MAX_FILE_NAME_CHARS) return name;
  const dot = chars.lastIndexOf(".");
  const length = chars.length - dot;
  const extension = dot > 0 && length <= MAX_EXTENSION_CHARS
    ? chars.slice(dot)
    : [];
  const kept = MAX_FILE_NAME_CHARS - extension.length - 1;
  return [...chars.slice(0, kept), "…", ...extension].join("");
}
