/** Whether a track is muted at its source: by a switch of the device, or by the system. @module */
import type { Clock } from "../../signalling/clock.ts";

/** Devices that start, or change their size, are muted for less than this, in milliseconds. */
export const MUTED_AFTER_MS = 2_000;

/** The slice of a track that is used (mediacapture-main § 4.3.1). */
export type MutedTrackPort = Pick<
  MediaStreamTrack,
  "muted" | "addEventListener" | "removeEventListener"
>;

/**
 * Watches until disposed.
 *
 * @param onChange Gets `true` once the track has been muted for a while, and
 * `false` as soon as it is not any more.
 */
export function watchMuted(
  track: MutedTrackPort,
  clock: Clock,
  onChange: (muted: boolean) => void,
): Disposable {
  let told = false;
  let cancel = () => {};

  function tell(muted: boolean): void {
    if (told === muted) return;
    told = muted;
    onChange(muted);
  }

  function look(): void {
    cancel();
    if (!track.muted) return tell(false);
    cancel = clock.after(MUTED_AFTER_MS, () => tell(track.muted));
  }

  track.addEventListener("mute", look);
  track.addEventListener("unmute", look);
  look();
  return {
    [Symbol.dispose]() {
      cancel();
      track.removeEventListener("mute", look);
      track.removeEventListener("unmute", look);
    },
  };
}
