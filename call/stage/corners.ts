/** Where one's own picture lies: in one of four corners, which every screen has. @module */

/** From the top, clockwise. */
export const CORNERS = [
  "top-left",
  "top-right",
  "bottom-right",
  "bottom-left",
] as const;

/** A corner of the stage. */
export type Corner = typeof CORNERS[number];

/** A place, or a distance, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far a flick carries: as if it went on for this long, in milliseconds. */
const GLIDE_MS = 150;
/** And how far at the most, in parts of the stage. */
const MAX_GLIDE = 0.25;

function glide(velocity: number, size: number): number {
  const most = MAX_GLIDE * size;
  return Math.min(most, Math.max(-most, velocity * GLIDE_MS));
}

/**
 * Where something lands that is let go of.
 *
 * @param centre Of what was dragged, from the stage's top left.
 * @param velocity In pixels per millisecond.
 * @param stage The stage's width and height.
 */
export function landing(centre: Point, velocity: Point, stage: Point): Corner {
  const x = centre.x + glide(velocity.x, stage.x);
  const y = centre.y + glide(velocity.y, stage.y);
  const side = x * 2 < stage.x ? "left" : "right";
  return `${y * 2 < stage.y ? "top" : "bottom"}-${side}`;
}

/** The corner that an arrow key leads to; `null` for other keys. */
export function cornerTowards(corner: Corner, key: string): Corner | null {
  const [row, side] = corner.split("-");
  switch (key) {
    case "ArrowUp":
      return side === "left" ? "top-left" : "top-right";
    case "ArrowDown":
      return side === "left" ? "bottom-left" : "bottom-right";
    case "ArrowLeft":
      return row === "top" ? "top-left" : "bottom-left";
    case "ArrowRight":
      return row === "top" ? "top-right" : "bottom-right";
    default:
      return null;
  }
}

/** The next corner, clockwise: what a click without a drag leads to. */
export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? "top-right";
}
