/** The tokens that are custom properties, as rules of CSS. @module */
import { DARK, FIXED, LIGHT } from "./colours.ts";
import { DURATIONS, EASINGS } from "./motion.ts";
import { FACE } from "./type.ts";

function properties(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}

/**
 * Every custom property of the look. Dark comes thrice: by the system unless
 * light was chosen, by choice, and for what is dark by day as well (`.dusk`).
 */
export function tokenRules(): string {
  const still = properties({
    ...{ face: FACE },
    ...FIXED,
    ...DURATIONS,
    ...EASINGS,
  });
  const light = `${properties(LIGHT)};color-scheme:light`;
  const dark = `${properties(DARK)};color-scheme:dark`;
  return [
    `:root{${still};${light}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${dark}}}`,
    `:root[data-theme="dark"],.dusk{${dark}}`,
  ].join("\n");
}
