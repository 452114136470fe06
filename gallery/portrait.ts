/**
 * Drawn people in drawn rooms, for pictures of the app that show more than a
 * test pattern: a colour for each place, so that anything can paint them.
 *
 * @module
 */

/** From 0 to 255 each. */
export interface Colour {
  red: number;
  green: number;
  blue: number;
}

/** What a person and the room behind them look like. */
export interface Portrait {
  wall: Colour;
  light: Colour;
  skin: Colour;
  hair: Colour;
  shirt: Colour;
  /** Whether the hair falls to the shoulders. */
  long: boolean;
  /** Where the lamp stands, from 0 to 1.78. */
  lampX: number;
}

/** In warm light, at a desk in the evening. */
export const NORA: Portrait = {
  wall: { red: 96, green: 108, blue: 98 },
  light: { red: 255, green: 217, blue: 160 },
  skin: { red: 228, green: 178, blue: 148 },
  hair: { red: 92, green: 50, blue: 32 },
  shirt: { red: 236, green: 222, blue: 200 },
  long: true,
  lampX: 1.45,
};

/** By a window, in the morning. */
export const SAM: Portrait = {
  wall: { red: 88, green: 104, blue: 132 },
  light: { red: 226, green: 234, blue: 246 },
  skin: { red: 158, green: 110, blue: 82 },
  hair: { red: 34, green: 27, blue: 26 },
  shirt: { red: 224, green: 136, blue: 84 },
  long: false,
  lampX: 0.36,
};

/** How wide the soft edge of a shape is. */
const EDGE = 0.004;
const BLACK: Colour = { red: 22, green: 16, blue: 18 };

function mix(a: Colour, b: Colour, share: number): Colour {
  const between = (from: number, to: number) => from + (to - from) * share;
  return {
    red: between(a.red, b.red),
    green: between(a.green, b.green),
    blue: between(a.blue, b.blue),
  };
}

/** How much of a place an ellipse covers, from 0 to 1. */
function ellipse(
  [x, y]: readonly [number, number],
  [cx, cy, rx, ry]: readonly [number, number, number, number],
): number {
  const distance = Math.hypot((x - cx) / rx, (y - cy) / ry) - 1;
  return Math.min(1, Math.max(0, 0.5 - distance * Math.min(rx, ry) / EDGE));
}

/** The room: a wall in the light of its lamp, a shelf, a picture. */
function room(portrait: Portrait, x: number, y: number): Colour {
  const { wall, light, lampX } = portrait;
  const glow = Math.exp(-((x - lampX) ** 2 * 2.2 + (y - 0.3) ** 2 * 3));
  let colour = mix(mix(wall, BLACK, 0.32 * y), light, 0.85 * glow);
  const frameX = 1.78 - lampX;
  const [dx, dy] = [Math.abs(x - frameX), Math.abs(y - 0.3)];
  if (dx < 0.13 && dy < 0.17) {
    const inner = dx < 0.115 && dy < 0.155;
    colour = mix(colour, inner ? light : BLACK, inner ? 0.28 : 0.5);
    if (inner && ellipse([x, y], [frameX - 0.03, 0.33, 0.055, 0.055]) > 0.5) {
      colour = mix(colour, portrait.shirt, 0.6);
    }
  }
  return colour;
}

/** Eyes, brows, a smile. */
function features(portrait: Portrait, x: number, y: number): Colour | null {
  const side = Math.abs(x - 0.89);
  const eye = ellipse([side, y], [0.062, 0.425, 0.0145, 0.017]);
  const dark = mix(portrait.hair, BLACK, 0.6);
  if (eye > 0.5) return dark;
  const brow = Math.abs(y - (0.378 + (side - 0.062) ** 2 * 4));
  if (brow < 0.0075 && side > 0.034 && side < 0.092) {
    return mix(portrait.hair, portrait.skin, 0.25);
  }
  const smile = 0.545 - side ** 2 * 4.2;
  if (y > smile - 0.006 && y < smile + 0.006 && side < 0.066) {
    return mix(portrait.skin, { red: 120, green: 40, blue: 36 }, 0.7);
  }
  return null;
}

/**
 * The colour at a place.
 *
 * @param x From 0 to 1.78, so that circles are round.
 * @param y From 0 to 1.
 */
export function paint(portrait: Portrait, x: number, y: number): Colour {
  const { skin, hair, shirt, light, lampX, long } = portrait;
  const at = [x, y] as const;
  let colour = room(portrait, x, y);
  const over = (top: Colour, share: number) => colour = mix(colour, top, share);
  // The side that is turned to the lamp is lighter.
  const lit = Math.min(1, Math.max(0, 0.5 + (x - 0.89) * (lampX - 0.89) * 3));
  const shaded = (base: Colour) =>
    mix(mix(base, BLACK, 0.16), mix(base, light, 0.22), lit);
  if (long) {
    over(shaded(hair), ellipse(at, [0.89, 0.56, 0.215, 0.33]));
  }
  over(shaded(mix(skin, hair, 0.22)), ellipse(at, [0.89, 0.66, 0.075, 0.15]));
  over(shaded(shirt), ellipse(at, [0.89, 1.14, 0.44, 0.4]));
  over(
    shaded(mix(skin, hair, 0.14)),
    ellipse(at, [0.89, 0.74, 0.1, 0.055]) * (y > 0.72 ? 1 : 0),
  );
  if (!long) over(shaded(hair), ellipse(at, [0.89, 0.38, 0.172, 0.215]));
  over(
    shaded(skin),
    ellipse([Math.abs(x - 0.89), y], [0.15, 0.45, 0.024, 0.04]),
  );
  over(shaded(skin), ellipse(at, [0.89, 0.44, 0.148, 0.205]));
  // The hair above the forehead.
  const fringe = long
    ? ellipse(at, [0.97, 0.26, 0.2, 0.12])
    : ellipse(at, [0.86, 0.235, 0.19, 0.1]);
  const head = ellipse(at, [0.89, 0.42, 0.168, 0.225]);
  over(shaded(hair), Math.min(fringe, head));
  const drawn = features(portrait, x, y);
  if (drawn) over(drawn, ellipse(at, [0.89, 0.44, 0.148, 0.205]));
  return colour;
}
