/** Small pictures of files that are pictures. @module */
import {
  isPicture,
  MAX_PICTURE_BYTES,
  readPicture,
  SIGNATURE_BYTES,
} from "../../call/files/picture.ts";

/** Longest side of what is drawn, in pixels. */
const SIDE_PX = 720;

/** Settled when the pictures before are drawn: each takes its memory alone. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Draws what is in a file, if that is a picture; never larger than is shown.
 *
 * @returns `null` for everything else.
 */
export function smallPicture(file: Blob): Promise<ImageBitmap | null> {
  // A file that can't be read, or decoded, is not shown.
  const drawn = before.then(() => draw(file)).catch(() => null);
  before = drawn;
  return drawn;
}

async function draw(file: Blob): Promise<ImageBitmap | null> {
  if (file.size > MAX_PICTURE_BYTES) return null;
  const start = await bytesOf(file.slice(0, SIGNATURE_BYTES));
  const picture = isPicture(start) ? readPicture(await bytesOf(file)) : null;
  if (picture === null) return null;
  const { type, width, height } = picture;
  const scale = Math.min(1, SIDE_PX / Math.max(width, height));
  // One side is enough: what is turned by its own data keeps its shape. Of a
  // moving picture, the first frame alone is decoded.
  return await createImageBitmap(new Blob([file], { type }), {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeQuality: "medium",
  });
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}
