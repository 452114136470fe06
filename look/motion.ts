/** Motion: short where it answers, slow where it only says that time passes. @module */

/** How long, in CSS; reduced motion shows the still picture instead. */
export const DURATIONS = {
  /** An answer to a press. */
  quick: "120ms",
  /** Something comes or goes. */
  calm: "240ms",
  /** The page becomes another one. */
  slow: "600ms",
  /** One breath of something that waits. */
  breath: "4s",
};

/** How it speeds up and slows down. */
export const EASINGS = {
  /** Quickly there, gently at rest. */
  settle: "cubic-bezier(0.2, 0.8, 0.2, 1)",
  /** To and fro. */
  sway: "cubic-bezier(0.45, 0, 0.55, 1)",
};
