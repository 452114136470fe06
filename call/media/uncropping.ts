/** Has a camera give its whole picture. @module */
import { answerWithin, type Clock } from "../../signalling/clock.ts";
import { DEVICES_ANSWER_WITHIN_MS } from "./device_failures.ts";
import type { PictureFacts } from "./whole_picture.ts";

/**
 * Asks anew for the size of a picture that has come cut.
 *
 * @param wish What is asked of the camera beside.
 * @returns Whether it had, and may be of another shape now.
 */
export async function uncrop(
  track: MediaStreamTrack,
  wish: MediaTrackConstraints,
  clock: Clock,
): Promise<boolean> {
  const facts: PictureFacts = track.getSettings();
  // Most pictures are whole, and sounds always: the rest is loaded for the others.
  if (facts.width === undefined || facts.resizeMode === "none") return false;
  const code = await import("./whole_picture.ts").catch(() => null);
  // Not every browser tells what a camera can do.
  const size = code?.wholePicture(facts, track.getCapabilities?.() ?? {});
  if (!size) return false;
  await constrain(track, { ...wish, ...size }, clock);
  return true;
}

/** Asks something else of a track, whether or not it is said to be done. */
export async function constrain(
  track: MediaStreamTrack,
  wish: MediaTrackConstraints,
  clock: Clock,
): Promise<void> {
  const ask = () => track.applyConstraints(wish);
  await answerWithin(DEVICES_ANSWER_WITHIN_MS, ask, clock);
}

/** Asks for something else in the size of now, which may have been asked for anew. */
export function keepingSize(
  track: MediaStreamTrack,
  wish: MediaTrackConstraints,
): MediaTrackConstraints {
  const { width, height } = track.getSettings();
  return width && height ? { ...wish, width, height } : wish;
}
