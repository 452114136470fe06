/** Contrast as WCAG 2.2 defines it. @module */

type Rgb = readonly [red: number, green: number, blue: number];

/** Reads `#rrggbb` or `rgba(…)`; `under` shows through what is not opaque. */
export function rgb(colour: string, under: Rgb = [255, 255, 255]): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  if (hex) {
    const [red = 0, green = 0, blue = 0] = hex.slice(1)
      .map((pair) => parseInt(pair, 16));
    return [red, green, blue];
  }
  const [red = NaN, green = NaN, blue = NaN, alpha = 1] =
    colour.match(/[\d.]+/g)?.map(Number) ?? [];
  const over = (top: number, below: number) =>
    top * alpha + below * (1 - alpha);
  return [over(red, under[0]), over(green, under[1]), over(blue, under[2])];
}

/** Relative luminance, from 0 to 1. */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)]
    .sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
