/** Owner of the listeners that tell a person who does something from one who watches. @module */

/** Where input arrives. */
export type InputPort = Pick<
  Window,
  "addEventListener" | "removeEventListener"
>;

/** What is made of input. */
export interface StirHandlers {
  /** Something was done. */
  onStir(): void;
  /**
   * How it was done: who goes through the page by keyboard, or lets a screen
   * reader press its buttons, must find the controls where they are.
   */
  onKeyboard(byKeyboard: boolean): void;
  /** Whether the controls have stepped back, so that a tap there only brings them back. */
  isResting(target: EventTarget | null): boolean;
}

/** Keys that go from one control to the next. */
const WALKING = /^(Tab|Arrow|Home$|End$|Page)/;

/** Listens until disposed. */
export function watchStirring(
  port: InputPort,
  handlers: StirHandlers,
): Disposable {
  const controller = new AbortController();
  const options = { capture: true, signal: controller.signal };
  /** The tap under way has brought the controls back, and does no more. */
  let waking = false;
  let place = "";

  port.addEventListener("pointermove", ({ screenX, screenY }) => {
    // Browsers report a move as well when the page has moved below the pointer.
    const next = `${screenX} ${screenY}`;
    if (next === place) return;
    place = next;
    handlers.onKeyboard(false);
    handlers.onStir();
  }, options);
  port.addEventListener("pointerdown", (event) => {
    waking = handlers.isResting(event.target) &&
      event.pointerType === "touch" &&
      !isVirtual(event);
    if (!isVirtual(event)) handlers.onKeyboard(false);
    handlers.onStir();
  }, options);
  port.addEventListener("click", (event) => {
    // No pointer clicks with a count of 0: a key did, or a screen reader.
    if (event.detail === 0) handlers.onKeyboard(true);
    else if (waking) {
      event.preventDefault();
      event.stopPropagation();
    }
    waking = false;
    handlers.onStir();
  }, options);
  port.addEventListener("keydown", ({ key }) => {
    if (WALKING.test(key)) handlers.onKeyboard(true);
    handlers.onStir();
  }, options);
  port.addEventListener("wheel", handlers.onStir, {
    ...options,
    passive: true,
  });
  return { [Symbol.dispose]: () => controller.abort() };
}

/** A touch without any extent comes from assistive technology. */
function isVirtual({ width, height }: PointerEvent): boolean {
  return width === 0 && height === 0;
}
