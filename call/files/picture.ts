/**
 * Which files are pictures that may be shown, by what is in them: whatever the
 * name says, only formats that hold nothing but pixels, and not more of those
 * than a page can hold. Pure.
 *
 * @module
 */
import {
  Extent,
  type Walk,
  walkGif,
  walkJpeg,
  walkPng,
  walkWebp,
} from "./picture_frames.ts";

/** Larger files are saved, not shown, in bytes. */
export const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
/**
 * A small file can say that it is a huge picture; more pixels are not decoded.
 * Browsers decode at full size, however small it shall be shown.
 */
export const MAX_PICTURE_PIXELS = 50_000_000;
/** How much of a file says what it is, in bytes. */
export const SIGNATURE_BYTES = 12;

/** A picture's format and size. */
export interface Picture {
  readonly type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  /** In pixels: of the largest that the file says. */
  readonly width: number;
  readonly height: number;
}

const FORMATS: readonly {
  readonly type: Picture["type"];
  /** What a file begins with; a dot is any byte. */
  readonly signature: RegExp;
  readonly walk: Walk;
}[] = [
  { type: "image/png", signature: /^\x89PNG\r\n.\n/, walk: walkPng },
  { type: "image/gif", signature: /^GIF8[79]a/, walk: walkGif },
  { type: "image/webp", signature: /^RIFF.{4}WEBP/s, walk: walkWebp },
  { type: "image/jpeg", signature: /^\xff\xd8\xff/, walk: walkJpeg },
];

function formatOf(bytes: Uint8Array) {
  const start = String.fromCharCode(...bytes.subarray(0, SIGNATURE_BYTES));
  return FORMATS.find(({ signature }) => signature.test(start)) ?? null;
}

/** Whether a file that begins so may be a picture. */
export function isPicture(start: Uint8Array): boolean {
  return formatOf(start) !== null;
}

/**
 * The picture that a file is; `null` for anything else, and for what is too large.
 *
 * @param bytes The whole file: what counts may stand anywhere.
 */
export function readPicture(bytes: Uint8Array<ArrayBuffer>): Picture | null {
  const format = formatOf(bytes);
  if (format === null) return null;
  const extent = new Extent();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (!format.walk(view, extent)) return null;
  } catch (error) {
    // The file ends: there is no more of it to see.
    if (!(error instanceof RangeError)) throw error;
  }
  const { width, height } = extent;
  const pixels = width * height;
  if (pixels === 0 || pixels > MAX_PICTURE_PIXELS) return null;
  return { type: format.type, width, height };
}
