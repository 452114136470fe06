/** What the page must know of the keyboard, and of what has its focus. @module */

/** Fields that text goes into. */
const FIELD = "input, textarea, select, [contenteditable]";
/** What is open, and has keys of its own. */
const OPEN = "aside, dialog, [role=menu]";
/** What Space presses, opens or scrolls. */
const PRESSED =
  `${FIELD}, button, a[href], summary, dialog, [role^=menuitem], [role=log]`;

/** Whether ⌘ does what Ctrl does elsewhere. */
export function isMac(): boolean {
  return /Mac|iP(hone|ad|od)/.test(navigator.userAgent);
}

/** Whether keys become text there. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELD) !== null;
}

/** Whether Space does something there already. */
export function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(PRESSED) !== null;
}

/** Whether that is in a panel, a menu or a dialog. */
export function isInOpenPart(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OPEN) !== null;
}
