/** Small pictures of files that are pictures. @module */
import {
  MAX_PICTURE_BYTES,
  PICTURE_HEAD_BYTES,
  readPicture,
} from "../../call/files/picture.ts";

/** Longest side of what is drawn, in pixels. */
const SIDE_PX = 720;

/**
 * Draws what is in a file, if that is a picture; never larger than is shown.
 *
 * @returns `null` for everything else.
 */
export async function smallPicture(file: Blob): Promise<ImageBitmap | null> {
  if (file.size > MAX_PICTURE_BYTES) return null;
  const head = await file.slice(0, PICTURE_HEAD_BYTES).arrayBuffer();
  const picture = readPicture(new Uint8Array(head));
  if (picture === null) return null;
  const { type, width, height } = picture;
  const scale = Math.min(1, SIDE_PX / Math.max(width, height));
  try {
    // One side is enough: what is turned by its own data keeps its shape.
    return await createImageBitmap(new Blob([file], { type }), {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeQuality: "medium",
    });
  } catch {
    return null;
  }
}
