/** The keys of a call: one table for what they do and for the help that lists them. @module */

/** What keys do. */
export type ShortcutAction =
  | "microphone"
  | "camera"
  | "chat"
  | "screen"
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
  { action: "screen", letter: "s" },
  { action: "chat", letter: "c" },
  { action: "hand", letter: "h" },
  { action: "full-screen", letter: "f" },
  { action: "help", letter: "?" },
  { action: "close", key: "Escape" },
];

/** The slice of a `KeyboardEvent` that decides. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "isComposing"
>;

/** Where the key was pressed, and by whose rules. */
export interface KeyContext {
  /** On a Mac ⌘ does what Ctrl does elsewhere. */
  readonly mac: boolean;
  /** Whether a text field has the focus. */
  readonly typing: boolean;
  /** Whether characters alone do something. */
  readonly letters: boolean;
}

/** What a key press means; `null`: nothing to us. */
export function actionOf(
  press: KeyPress,
  { mac, typing, letters }: KeyContext,
): ShortcutAction | null {
  if (press.repeat || press.isComposing || press.altKey) return null;
  const command = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (other) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const found = SHORTCUTS.find((shortcut) => {
    // Where one types, ⌘E and Ctrl+D are the field's own on some systems.
    if (command) return !typing && shortcut.chord === key;
    if (shortcut.key === key) return true;
    return letters && !typing && shortcut.letter === key;
  });
  return found?.action ?? null;
}
