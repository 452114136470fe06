/**
 * The look's tokens. Colours that differ between light and dark are custom
 * properties of `static/styles.css`; those of the call's stage do not.
 *
 * @module
 */
import { defineConfig } from "@twind/core";
import presetTailwind from "@twind/preset-tailwind";

const THEMED = [
  "paper",
  "raised",
  "ink",
  "soft",
  "line",
  "leaf",
  "leaf-strong",
  "ember",
  "ember-strong",
  "warn",
];

export default defineConfig({
  // The resets are written apart, so that hand-written rules can follow them.
  presets: [presetTailwind({ disablePreflight: true })],
  // A rule, because as a token it would be taken for the colour "soft".
  rules: [["shadow-soft", { boxShadow: "0 12px 40px rgba(0, 0, 0, 0.16)" }]],
  theme: {
    extend: {
      colors: {
        ...Object.fromEntries(THEMED.map((name) => [name, `var(--${name})`])),
        night: "#15110e",
        mist: "#d8ccc0",
        glass: "rgba(38, 32, 27, 0.72)",
        "glass-strong": "rgba(66, 57, 49, 0.86)",
      },
      gridTemplateColumns: { lobby: "minmax(0, 3fr) minmax(0, 2fr)" },
      gridTemplateRows: {
        chat: "minmax(0, 1fr) auto",
        panel: "auto minmax(0, 1fr)",
      },
      minWidth: { 5: "1.25rem" },
    },
  },
});
