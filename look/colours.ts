/**
 * The colours, each by what it is for. `tests/look/colours_test.ts` computes the
 * contrast of every pair that is put together.
 *
 * @module
 */

/** What differs between light and dark; the stage of a call is always dark. */
export const LIGHT = {
  /** The ground of a page. */
  paper: "#fcf7f2",
  /** What lies on it: panels, fields. */
  raised: "#ffffff",
  /** Text. */
  ink: "#231a20",
  /** Text that steps back. */
  soft: "#6a5b62",
  /** Hairlines that only decorate. */
  line: "#e8ddd5",
  /** The border by which one knows a control. */
  edge: "#8f7f86",
  /** The ground of what one does next, with white on it; `strong` under the pointer. */
  leaf: "#1f6a5b",
  "leaf-strong": "#185447",
  /** Leaf as text. */
  "leaf-ink": "#1f6a5b",
  /** The ground of what ends or is off, with white on it; `strong` under the pointer. */
  ember: "#c5432a",
  "ember-strong": "#a4361f",
  /** Ember as text. */
  "ember-ink": "#a4361f",
  /** The ground of a remark that asks for attention, with ink on it. */
  warn: "#fdeccb",
  /** The mark's circles, oneself and the other, and the part that they share. */
  near: "#1f6a5b",
  far: "#ef7354",
  shared: "#ffcf70",
  /** The focus ring; a halo of paper lies between it and what it rings. */
  ring: "#231a20",
};

/** The names of the colours that differ between light and dark. */
export type ThemedColour = keyof typeof LIGHT;

/** As {@linkcode LIGHT}, after sunset. */
export const DARK: Record<ThemedColour, string> = {
  paper: "#17131a",
  raised: "#241d28",
  ink: "#f8f0ea",
  soft: "#beb0b7",
  line: "#3b323f",
  edge: "#85768a",
  leaf: "#2a7a69",
  "leaf-strong": "#226657",
  "leaf-ink": "#7cc9b5",
  ember: "#c5432a",
  "ember-strong": "#a93a22",
  "ember-ink": "#ff9d80",
  warn: "#49381a",
  near: "#1e5a4e",
  far: "#cc5c3e",
  shared: "#f0bd62",
  ring: "#ffd98a",
};

/** The same by day and by night: what lies on pictures, and on the mark's circles. */
export const FIXED = {
  /** The ground of a call. */
  night: "#120e14",
  /** The place of a picture that is not there, with white on it. */
  dim: "#2c2431",
  /** Text on both that steps back. */
  mist: "#d9ccd2",
  /** What lies over a picture, with white on it; `strong` under the pointer. */
  glass: "rgba(24, 18, 26, 0.74)",
  "glass-strong": "rgba(64, 54, 66, 0.92)",
  /** Text on the circles of the mark. */
  "on-near": "#ffffff",
  "on-far": "#1d0a05",
  "on-shared": "#231a20",
  /** As the ground of the button there, under the pointer; white on it. */
  "on-shared-strong": "#453640",
};
