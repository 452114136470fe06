/** Has a camera give its whole picture. @module */
import { loadCode } from "../load_code.ts";
import { answerWithin, type Clock } from "../../signalling/clock.ts";
import { DEVICES_ANSWER_WITHIN_MS } from "./device_failures.ts";
import type { PictureFacts, PictureLimits } from "./whole_picture.ts";

/** The slice of a track that is used; Firefox before 132 does not tell what a camera can do. */
type CameraTrack =
  & Pick<MediaStreamTrack, "applyConstraints" | "getSettings">
  & { getCapabilities?(): PictureLimits };

/**
 * Asks anew for the size of a picture that has come cut.
 *
 * @param wish What is asked of the camera beside.
 * @returns Whether it had, and may be of another shape now.
 */
export async function uncrop(
  track: CameraTrack,
  wish: MediaTrackConstraints,
  clock: Clock,
): Promise<boolean> {
  const facts: PictureFacts = track.getSettings();
  // Most pictures are whole, and sounds always: the rest is loaded for the others.
  if (facts.width === undefined || facts.resizeMode === "none") return false;
  const code = await loadCode(() => import("./whole_picture.ts"))
    .catch(() => null);
  const size = code?.wholePicture(facts, track.getCapabilities?.() ?? {});
  if (!size) return false;
  await constrain(track, { ...wish, ...size }, clock);
  return true;
}

/** Asks something else of a track, whether or not it is said to be done. */
export async function constrain(
  track: CameraTrack,
  wish: MediaTrackConstraints,
  clock: Clock,
): Promise<void> {
  const ask = () => track.applyConstraints(wish);
  await answerWithin(DEVICES_ANSWER_WITHIN_MS, ask, clock);
}

/** Asks for something else in the size of now, which may have been asked for anew. */
export function keepingSize(
  track: CameraTrack,
  wish: MediaTrackConstraints,
): MediaTrackConstraints {
  const { width, height } = track.getSettings();
  return width && height ? { ...wish, width, height } : wish;
}
