/** What keys do, in words. @module */
import type { Shortcut, ShortcutAction } from "../../call/stage/shortcuts.ts";

/** What each key does. */
export const SHORTCUT_WORDS: Record<ShortcutAction, string> = {
  microphone: "Microphone on or off",
  camera: "Camera on or off",
  chat: "Open or close the chat",
  hand: "Raise or lower your hand",
  "full-screen": "Full screen on or off",
  help: "Show these shortcuts",
  close: "Close what is open",
};

/** Of the space bar, which is held. */
export const TALK_WORDS = "Hold to talk while you are muted";

/** While it is held. */
export const TALKING = "They hear you while you hold Space";

/** And after that. */
export const TALKED = "You are muted again";

/** What the keys are called on this keyboard. */
export function keyNames(
  { letter, chord, key }: Shortcut,
  mac: boolean,
  letters: boolean,
): string[] {
  return [
    ...letter && letters ? [letter.toUpperCase()] : [],
    ...chord ? [`${mac ? "⌘" : "Ctrl"} + ${chord.toUpperCase()}`] : [],
    ...key === "Escape" ? ["Esc"] : [],
  ];
}
