/** Flags of every Chromium in these tests, whoever has built it. @module */

/** Runs as root, without a screen, and asks nobody outside for anything. */
export const CHROMIUM_FLAGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--autoplay-policy=no-user-gesture-required",
];

/** Pages that nobody looks at are as quick as others. */
export const UNTHROTTLED_FLAGS: readonly string[] = [
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
];
