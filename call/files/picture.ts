/**
 * Which files are pictures that may be shown, by what is in them: whatever the
 * name says, only formats that hold nothing but pixels, and not more of those
 * than a page can hold. Pure.
 *
 * @module
 */

/** Larger files are saved, not shown, in bytes. */
export const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
/** A small file can say that it is a huge picture; more pixels are not decoded. */
export const MAX_PICTURE_PIXELS = 50_000_000;
/** How much of a file says how large its picture is, in bytes. */
export const PICTURE_HEAD_BYTES = 256 * 1024;

/** A picture's format and size. */
export interface Picture {
  readonly type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The picture that begins so; `null` for anything else, and for what is too large. */
export function readPicture(head: Uint8Array<ArrayBuffer>): Picture | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const picture = png(view) ?? gif(view) ?? webp(view) ?? jpeg(view);
    if (picture === null) return null;
    const pixels = picture.width * picture.height;
    return pixels > 0 && pixels <= MAX_PICTURE_PIXELS ? picture : null;
  } catch (error) {
    // It ends before it has said so much.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function says(view: DataView, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (view.getUint8(at + i) !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** PNG § 5.2, 11.2.2. */
function png(view: DataView): Picture | null {
  if (!says(view, 0, "\x89PNG\r\n\x1a\n") || !says(view, 12, "IHDR")) {
    return null;
  }
  const width = view.getUint32(16), height = view.getUint32(20);
  return { type: "image/png", width, height };
}

/** GIF89a § 18. */
function gif(view: DataView): Picture | null {
  if (!says(view, 0, "GIF87a") && !says(view, 0, "GIF89a")) return null;
  const width = view.getUint16(6, true), height = view.getUint16(8, true);
  return { type: "image/gif", width, height };
}

/** RFC 9649 § 2. */
function webp(view: DataView): Picture | null {
  if (!says(view, 0, "RIFF") || !says(view, 8, "WEBP")) return null;
  const type = "image/webp";
  if (says(view, 12, "VP8X")) {
    const side = (at: number) =>
      1 + view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
    return { type, width: side(24), height: side(27) };
  }
  if (says(view, 12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return {
      type,
      width: 1 + (bits & 0x3fff),
      height: 1 + ((bits >>> 14) & 0x3fff),
    };
  }
  if (!says(view, 12, "VP8 ")) return null;
  return {
    type,
    width: view.getUint16(26, true) & 0x3fff,
    height: view.getUint16(28, true) & 0x3fff,
  };
}

/** ITU-T T.81 § B.1.1.3: the first frame header behind any other segments. */
function jpeg(view: DataView): Picture | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf &&
      marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      const height = view.getUint16(at + 5), width = view.getUint16(at + 7);
      return { type: "image/jpeg", width, height };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
