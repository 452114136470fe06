/**
 * Which size to ask of a camera whose picture came cut to the size that was
 * asked for: browsers rather crop than give another shape (mediacapture-main
 * § 4.3.1.1, `resizeMode`). A camera that stands upright came square.
 *
 * @module
 */

/** As large a picture as is of use, whichever way it stands, in pixels. */
const LONG_SIDE = 1280, SHORT_SIDE = 720;

/** Shapes that differ by less are the same; the edges of none are missed. */
const SAME_SHAPE = 0.02;

/** What a camera's track says of its picture. */
export interface PictureFacts {
  readonly width?: number;
  readonly height?: number;
  readonly resizeMode?: string;
}

/** The largest picture that it has. */
export interface PictureLimits {
  readonly width?: { readonly max?: number };
  readonly height?: { readonly max?: number };
}

/** @returns The size to ask for, in pixels; `null` where nothing is cut off, as far as is known. */
export function wholePicture(
  { width = 0, height = 0, resizeMode }: PictureFacts,
  limits: PictureLimits,
): { width: number; height: number } | null {
  const full = [limits.width?.max ?? 0, limits.height?.max ?? 0] as const;
  if (Math.min(width, height, ...full) <= 0) return null;
  const shape = full[0] / full[1];
  // Where the browser does not say whether it crops, only an upright camera
  // whose picture lies is known to be cut.
  const cut = resizeMode === undefined
    ? shape < 1 && width >= height
    : resizeMode !== "none";
  if (!cut || Math.abs(width / height / shape - 1) < SAME_SHAPE) return null;
  const scale = Math.min(
    1,
    LONG_SIDE / Math.max(...full),
    SHORT_SIDE / Math.min(...full),
  );
  // Encoders take even numbers.
  const [w, h] = full.map((side) => 2 * Math.round(side * scale / 2));
  return { width: w ?? 0, height: h ?? 0 };
}
