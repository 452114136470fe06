/** Owner of the space bar: while it is held, a muted microphone is open. @module */

/** Where keys arrive, and where the page loses them. */
export type KeyPort = Pick<Window, "addEventListener" | "removeEventListener">;

/** What talking needs of the call. */
export interface TalkHandlers {
  /** Whether there is a microphone that is muted. */
  isMuted(): boolean;
  /** Whether Space on this element is the element's own, as on a button or in a field. */
  isTaken(target: EventTarget | null): boolean;
  /** Opens the microphone, or closes it again. */
  talk(on: boolean): void;
}

/** Listens until disposed; then, and whenever the key may be up unseen, it is closed. */
export function watchTalkKey(
  port: KeyPort,
  handlers: TalkHandlers,
): Disposable {
  const controller = new AbortController();
  const options = { capture: true, signal: controller.signal };
  let talking = false;

  function end(): void {
    if (!talking) return;
    talking = false;
    handlers.talk(false);
  }

  port.addEventListener("keydown", (event) => {
    if (!isSpace(event) || handlers.isTaken(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (talking || (!event.repeat && handlers.isMuted())) {
      // It would scroll, or press a button that the mouse has left focused.
      event.preventDefault();
      if (talking) return;
      talking = true;
      handlers.talk(true);
    }
  }, options);
  port.addEventListener("keyup", (event) => {
    if (!isSpace(event) || !talking) return;
    event.preventDefault();
    end();
  }, options);
  // No key comes up in a window that has lost it, or that is frozen or asleep.
  for (const type of ["blur", "visibilitychange", "pagehide"]) {
    port.addEventListener(type, end, options);
  }
  return {
    [Symbol.dispose]() {
      controller.abort();
      end();
    },
  };
}

/** Whatever the layout writes with it, such as a wide or a joining space. */
function isSpace({ key, code }: KeyboardEvent): boolean {
  return key === " " || code === "Space";
}
