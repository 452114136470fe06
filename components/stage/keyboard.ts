/** What the page must know of the keyboard, and of what has its focus. @module */

/** Fields that text goes into. */
const FIELD = "input, textarea, select, [contenteditable]";
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
