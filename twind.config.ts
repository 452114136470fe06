/**
 * The look's tokens as utility classes; what each is stands in `look/`.
 *
 * @module
 */
import { defineConfig } from "@twind/core";
import presetTailwind from "@twind/preset-tailwind";
import { FIXED, LIGHT } from "./look/colours.ts";
import { DURATIONS, EASINGS } from "./look/motion.ts";
import { SCALE } from "./look/type.ts";

/** Tokens whose value is a custom property of the same name. */
function custom(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(values).map((name) => [name, `var(--${name})`]),
  );
}

export default defineConfig({
  // The resets are written apart, so that hand-written rules can follow them.
  presets: [presetTailwind({ disablePreflight: true })],
  rules: [
    // A rule, because as a token it would be taken for the colour "soft".
    ["shadow-soft", { boxShadow: "0 12px 40px rgba(18, 14, 20, 0.18)" }],
  ],
  theme: {
    extend: {
      // Beside the widths: room for two columns, a phone on its side, and any
      // screen on which nothing must be wasted.
      screens: {
        wide: { raw: "(min-width: 48em) and (min-aspect-ratio: 1/1)" },
        sideways: { raw: "(max-height: 30em) and (min-width: 34em)" },
        compact: {
          raw: "(max-height: 30em), (max-height: 42em) and (max-width: 30em)",
        },
      },
      colors: { ...custom(LIGHT), ...FIXED },
      fontSize: SCALE,
      // A finger's width: no control is smaller.
      spacing: { touch: "2.75rem" },
      minHeight: { touch: "2.75rem" },
      // Controls are as round as the mark; what holds them, a little less.
      borderRadius: { control: "1.375rem", panel: "1.75rem" },
      transitionDuration: custom(DURATIONS),
      transitionTimingFunction: custom(EASINGS),
      gridTemplateColumns: {
        lobby: "minmax(0, 3fr) minmax(0, 2fr)",
        waiting: "minmax(0, 1fr) 14.5rem",
      },
      gridTemplateRows: {
        chat: "minmax(0, 1fr) auto",
        panel: "auto minmax(0, 1fr)",
      },
      minWidth: { 5: "1.25rem" },
    },
  },
});
