/**
 * What another page says that a file is called, made harmless: a name and
 * nothing of a path, that no system takes for something else. Pure.
 *
 * @module
 */
import { cutText, graphemes, utf8Bytes } from "../messages/graphemes.ts";
import { BLANKS, isVisible, sanitizeLine } from "../messages/sanitize_text.ts";

/** Longest name that is kept, in graphemes. */
export const MAX_FILE_NAME_CHARS = 120;
/** Longest name that file systems keep, in bytes of UTF-8. */
export const MAX_FILE_NAME_BYTES = 255;

/** What some system takes for a path, a stream, a wildcard or a variable. */
const RESERVED = /[/\\:*?"<>|%]/g;
/** Devices of Windows, whatever follows the dot: it drops spaces before one. */
const DEVICE =
  /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?=\s*(?:\.|$))/i;
/** What the file is: short last parts, such as `.pdf` and `.tar.gz`. */
const EXTENSION = /(?:\.\p{L}[\p{L}\p{N}]{0,7})?\.[^.\s]{1,11}$/u;
const ELLIPSIS = "…";
/** A leading dot hides a file; Windows drops what trails. */
const OUTER = new RegExp(`^[.${BLANKS}]+|[.${BLANKS}]+$`, "gu");

/** A name to show and to save under. */
export function fileName(claimed: string): string {
  const name = sanitizeLine(claimed)
    .replace(RESERVED, "_")
    .replace(OUTER, "")
    .replace(DEVICE, "_$1");
  return isVisible(name) ? shortened(name) : "file";
}

/** The name without what says of which kind the file is, and that; it may be empty. */
export function splitExtension(
  name: string,
): readonly [stem: string, extension: string] {
  const extension = EXTENSION.exec(name)?.[0] ?? "";
  return [name.slice(0, name.length - extension.length), extension];
}

/** Cuts out of the middle: the extension says what it is. */
function shortened(name: string): string {
  const count = [...graphemes(name)].length;
  if (count <= MAX_FILE_NAME_CHARS && utf8Bytes(name) <= MAX_FILE_NAME_BYTES) {
    return name;
  }
  const [stem, extension] = splitExtension(name);
  const end = ELLIPSIS + extension;
  const start = cutText(stem, {
    graphemes: MAX_FILE_NAME_CHARS - [...graphemes(end)].length,
    bytes: MAX_FILE_NAME_BYTES - utf8Bytes(end),
  });
  return start + end;
}
