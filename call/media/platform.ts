/** Which browser on which system, as far as help for people differs. @module */

/** Browsers that hide their permissions in different places. */
export type BrowserName =
  | "chrome"
  | "edge"
  | "firefox"
  | "safari"
  | "samsung"
  | "other";

/** Systems that hide their privacy settings in different places. */
export type SystemName =
  | "windows"
  | "macos"
  | "linux"
  | "chromeos"
  | "android"
  | "ios"
  | "other";

/** Where a person is. */
export interface Platform {
  readonly browser: BrowserName;
  readonly system: SystemName;
}

const BROWSERS: readonly (readonly [BrowserName, RegExp])[] = [
  ["edge", /\bEdg(e|A|iOS)?\//],
  ["samsung", /\bSamsungBrowser\//],
  ["other", /\b(OPR|Opera|Vivaldi|YaBrowser)\//],
  ["firefox", /\b(Firefox|FxiOS)\//],
  ["chrome", /\b(Chrome|Chromium|CriOS)\//],
  ["safari", /\bVersion\/\S+.*\bSafari\//],
];

const SYSTEMS: readonly (readonly [SystemName, RegExp])[] = [
  ["ios", /\b(iPhone|iPad|iPod)\b/],
  ["android", /\bAndroid\b/],
  ["windows", /\bWindows\b/],
  ["macos", /\bMacintosh\b/],
  ["chromeos", /\bCrOS\b/],
  ["linux", /\bLinux\b/],
];

/**
 * Reads a user agent. No decision hangs on it, only words.
 *
 * @param touchPoints `navigator.maxTouchPoints`: an iPad says that it is a Mac.
 */
export function platformOf(userAgent: string, touchPoints: number): Platform {
  const find = <Name>(list: readonly (readonly [Name, RegExp])[]) =>
    list.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const system = find(SYSTEMS) ?? "other";
  return {
    browser: find(BROWSERS) ?? "other",
    system: system === "macos" && touchPoints > 1 ? "ios" : system,
  };
}
