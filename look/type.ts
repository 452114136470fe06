/** Type: the face, and the scale with its line heights. @module */

/** Figtree where it has come, the system's own until then and for other scripts. */
export const FACE = [
  "Figtree",
  "Figtree-like",
  "system-ui",
  "sans-serif",
].join(", ");

/** Each size with the height of its line; the largest two grow with the page. */
export const SCALE: Record<string, [size: string, lineHeight: string]> = {
  xs: ["0.8125rem", "1.125rem"],
  sm: ["0.9375rem", "1.375rem"],
  base: ["1rem", "1.5rem"],
  lg: ["1.1875rem", "1.6875rem"],
  xl: ["1.375rem", "1.8125rem"],
  "2xl": ["1.6875rem", "2.0625rem"],
  "3xl": ["2.125rem", "2.4375rem"],
  "4xl": ["2.75rem", "3rem"],
  headline: ["clamp(2.125rem, 1.5rem + 2.2vw, 3.75rem)", "1.08"],
  poster: ["clamp(3rem, 1.25rem + 6vw, 9rem)", "0.98"],
};
