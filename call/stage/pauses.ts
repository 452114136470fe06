/**
 * Answers to pauses that nobody asked for: browsers pause what plays in a page
 * that they freeze, and start none of it when it thaws; phones pause it for a
 * call of their own.
 *
 * @module
 */
import { type Clock, systemClock } from "../../signalling/clock.ts";

/** Keeps an element playing that makes no sound, and so may always play. */
export function keepGoing(video: HTMLMediaElement): Disposable {
  const play = () =>
    video.play().then(
      () => true,
      ({ name }: DOMException) => name !== "NotAllowedError",
    );
  return answerPauses(video, video.ownerDocument, play);
}

/** The slice of a media element that pauses. */
export type PausingPort =
  & Pick<HTMLMediaElement, "paused">
  & Pick<EventTarget, "addEventListener" | "removeEventListener">;

/** Where it is told that a page is seen, or has thawed. */
export type PauseEndsPort = Pick<
  EventTarget,
  "addEventListener" | "removeEventListener"
>;

/** What is paused again and again is started so many times … */
const TRIES = 3;
/** … in this time, in milliseconds. */
const AGAIN_AFTER_MS = 1_000;

/** The ends of a time in which a page is not told of pauses, or not allowed to play. */
const PAGE_EVENTS = ["visibilitychange", "resume"] as const;

/**
 * Starts a player whenever it is paused, until disposed: at once, and again
 * while it does not play.
 *
 * @param play Resolves to whether playing is allowed; where it is not, the page
 * has to be seen, or to thaw, before it is tried again.
 */
export function answerPauses(
  player: PausingPort,
  page: PauseEndsPort,
  play: () => Promise<boolean>,
  clock: Clock = systemClock,
): Disposable {
  let left = TRIES;
  let refused = false;
  let cancel: (() => void) | null = null;

  async function goOn(): Promise<void> {
    if (!player.paused || refused || left === 0) return;
    left--;
    cancel ??= clock.after(AGAIN_AFTER_MS, () => {
      cancel = null;
      left = TRIES;
      void goOn();
    });
    refused = !await play();
  }

  function startAnew(): void {
    refused = false;
    void goOn();
  }

  player.addEventListener("pause", goOn);
  for (const type of PAGE_EVENTS) page.addEventListener(type, startAnew);
  return {
    [Symbol.dispose]() {
      cancel?.();
      player.removeEventListener("pause", goOn);
      for (const type of PAGE_EVENTS) page.removeEventListener(type, startAnew);
    },
  };
}
