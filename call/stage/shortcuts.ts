/** The keys of a call: one table for what they do and for the help that lists them. @module */
import { latinKey } from "./latin_key.ts";

/** What keys do. */
export type ShortcutAction =
  | "microphone"
  | "camera"
  | "chat"
  | "hand"
  | "full-screen"
  | "help"
  | "close";

/** Keys that all do one thing. */
export interface Shortcut {
  readonly action: ShortcutAction;
  /** A character; who dictates, or shakes, may switch these off (WCAG 2.1.4). */
  readonly letter?: string;
  /** With Ctrl, or with ⌘ on a Mac; as in the calls that people come from. */
  readonly chord?: string;
  /** By its name. */
  readonly key?: string;
}

/** All of them, in the order of the help. */
export const SHORTCUTS: readonly Shortcut[] = [
  { action: "microphone", letter: "m", chord: "d" },
  { action: "camera", letter: "v", chord: "e" },
  { action: "chat", letter: "c" },
  { action: "hand", letter: "h" },
  { action: "full-screen", letter: "f" },
  { action: "help", letter: "?" },
  { action: "close", key: "Escape" },
];

/** The slice of a `KeyboardEvent` that decides. */
export type KeyPress = Pick<
  KeyboardEvent,
  | "key"
  | "code"
  | "ctrlKey"
  | "metaKey"
  | "altKey"
  | "shiftKey"
  | "isComposing"
  | "getModifierState"
>;

/** Where the key was pressed, and by whose rules. */
export interface KeyContext {
  /** On a Mac ⌘ does what Ctrl does elsewhere. */
  readonly mac: boolean;
  /** Whether the focus is in a text field, a panel, a menu or a dialog. */
  readonly inside: boolean;
  /** Whether characters alone do something. */
  readonly letters: boolean;
}

/** What a key press means; `null`: nothing to us. */
export function actionOf(
  press: KeyPress,
  { mac, inside, letters }: KeyContext,
): ShortcutAction | null {
  // Alt and AltGr type characters: `µ` is AltGr with M on many layouts.
  const composes = press.isComposing || press.altKey ||
    press.getModifierState("AltGraph");
  const command = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (composes || other) return null;
  const key = latinKey(press);
  const found = SHORTCUTS.find((shortcut) => {
    if (command) return !press.shiftKey && shortcut.chord === key;
    if (shortcut.key === key) return true;
    if (!letters || inside) return false;
    return shortcut.letter === key ||
      shortcut.letter === "?" && isQuestionMark(press, key);
  });
  return found?.action ?? null;
}

/** Shift and Slash, unless the layout has a letter of its own there. */
function isQuestionMark({ code, shiftKey }: KeyPress, key: string): boolean {
  return shiftKey && code === "Slash" && !/\p{Script=Latin}/u.test(key);
}
