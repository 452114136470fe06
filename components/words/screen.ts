/** What became of a wish to share the screen. @module */
import type { ScreenProblem } from "../../call/media/screen_snapshot.ts";
import type { Platform } from "../../call/media/platform.ts";

/** Why the screen is not shared, or not all of it, and what to do about it. */
export function screenWords(
  problem: ScreenProblem,
  { system }: Platform,
): string {
  switch (problem) {
    case "denied-by-system":
      return system === "macos"
        ? "macOS keeps your browser from recording the screen. Allow it in System Settings › Privacy & Security › Screen & System Audio Recording, then share again."
        : "Your system keeps the browser from recording the screen. Allow it in the system’s privacy settings, then share again.";
    case "own-sound":
      return "They see your screen without its sound: with it they would hear their own voice. Share a single tab to share its sound.";
    case "unknown":
      return "That could not be shared. Try again, or choose another window or tab.";
  }
}
