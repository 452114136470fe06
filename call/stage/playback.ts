/**
 * Owner of whether a stream plays. Browsers refuse sound on a page that nobody
 * has touched yet, as after a reload; phones stop it for a call of their own.
 *
 * @module
 */
import { type Clock, systemClock } from "../../signalling/clock.ts";
import { answerPauses } from "./pauses.ts";
import type { VisibilityPort } from "./wake_lock.ts";

/** The slice of a media element that is used. */
export type PlayerPort =
  & Pick<HTMLMediaElement, "play" | "paused" | "muted">
  & Pick<EventTarget, "addEventListener" | "removeEventListener">;

/** Keeps something playing. */
export interface Playback extends Disposable {
  /** A person has tapped: now sound is allowed. */
  resume(): void;
}

/**
 * Plays, and plays again when something has stopped it.
 *
 * @param onSilent Gets whether the sound waits for a tap. The picture, which
 * needs none, does not wait.
 */
export function keepPlaying(
  player: PlayerPort,
  page: VisibilityPort,
  onSilent: (silent: boolean) => void,
  clock: Clock = systemClock,
): Playback {
  let silent = false;
  let over = false;

  function set(next: boolean): void {
    if (over || next === silent) return;
    silent = next;
    onSilent(next);
  }

  /** @returns Whether it may play, and need not wait for a person. */
  async function play(): Promise<boolean> {
    try {
      await player.play();
      if (!player.muted) set(false);
    } catch (error) {
      // Anything else is another stream in its place, which plays by itself.
      if (over || !isRefusal(error)) return true;
      // A page that is not seen may be allowed more when it is.
      if (player.muted || page.visibilityState !== "visible") return false;
      set(true);
      player.muted = true;
      await play();
    }
    return true;
  }

  const pauses = answerPauses(player, page, play, clock);
  void play();
  return {
    resume() {
      if (!silent) return;
      player.muted = false;
      void play();
    },
    [Symbol.dispose]() {
      set(false);
      over = true;
      pauses[Symbol.dispose]();
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotAllowedError";
}
