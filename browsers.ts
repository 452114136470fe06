/**
 * The oldest browsers in which everything works, by their names in MDN's
 * compatibility data. The build lowers syntax to them; what they lack of the
 * platform, `tests/compatibility/` finds.
 *
 * @module
 */
export const OLDEST_BROWSERS = {
  chrome: "119",
  chrome_android: "119",
  edge: "119",
  firefox: "121",
  firefox_android: "121",
  safari: "17.2",
  safari_ios: "17.2",
} as const;

/** The same as esbuild names them. */
export function buildTarget(): string[] {
  const { chrome, edge, firefox, safari, safari_ios } = OLDEST_BROWSERS;
  return [
    `chrome${chrome}`,
    `edge${edge}`,
    `firefox${firefox}`,
    `safari${safari}`,
    `ios${safari_ios}`,
  ];
}
