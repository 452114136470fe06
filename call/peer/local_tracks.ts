/** What a person sends, a track for each media section. @module */

/** The local tracks to send; `null` sends nothing, and keeps the place. */
export interface LocalTracks {
  readonly microphone: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
  /** The sound of what is shown on the screen. */
  readonly screenSound: MediaStreamTrack | null;
}

/** Before there is anything to send. */
export const NO_TRACKS: LocalTracks = {
  microphone: null,
  camera: null,
  screen: null,
  screenSound: null,
};
