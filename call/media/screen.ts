/** Owner of the captured screen, and of its sound where there is one. @module */

import {
  NO_SCREEN,
  type ScreenProblem,
  type ScreenSnapshot,
} from "./screen_snapshot.ts";

/** The slice of `MediaDevices` that is used; not every phone has it. */
export type DisplayPort = Partial<
  Pick<MediaDevices, "getDisplayMedia" | "getSupportedConstraints">
>;

/** screen-capture § 5.2; what a browser does not know, it ignores. */
interface DisplayOptions {
  readonly video: true;
  readonly audio: MediaTrackConstraints & {
    readonly suppressLocalAudioPlayback: boolean;
    readonly restrictOwnAudio: boolean;
  };
  readonly selfBrowserSurface: "exclude";
  readonly surfaceSwitching: "include";
  readonly monitorTypeSurfaces: "include";
  readonly systemAudio: "include" | "exclude";
  readonly windowAudio: "window";
}

/**
 * The sound of a whole system holds the other person's voice, which they must
 * not hear again: it is offered only where the browser leaves this page out.
 */
function displayOptions(
  known: MediaTrackSupportedConstraints & { restrictOwnAudio?: boolean },
): DisplayOptions {
  return {
    video: true,
    audio: {
      // Music is no voice, and whoever shares hears it on.
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      suppressLocalAudioPlayback: false,
      restrictOwnAudio: true,
    },
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
    monitorTypeSurfaces: "include",
    systemAudio: known.restrictOwnAudio === true ? "include" : "exclude",
    windowAudio: "window",
  };
}

/** Whether a sound would bring the other person's own voice back to them. */
function echoes(video: MediaStreamTrack, audio: MediaStreamTrack): boolean {
  const settings: MediaTrackSettings & { restrictOwnAudio?: boolean } = audio
    .getSettings();
  return video.getSettings().displaySurface === "monitor" &&
    settings.restrictOwnAudio !== true;
}

/** Closing the browser's picker is an answer, not a problem. */
function screenProblem(error: unknown): ScreenProblem | null {
  if (!(error instanceof Error)) return "unknown";
  if (error.name !== "NotAllowedError") return "unknown";
  return /system/i.test(error.message) ? "denied-by-system" : null;
}

/** Shares at most one screen, window or tab at a time. */
export class ScreenShare {
  readonly #port: DisplayPort;
  readonly #onChange: (snapshot: ScreenSnapshot) => void;
  #snapshot = NO_SCREEN;
  #generation = 0;

  /** @param onChange Gets what is shared now; also when the browser's own bar stopped it. */
  constructor(
    port: DisplayPort,
    onChange: (snapshot: ScreenSnapshot) => void,
  ) {
    this.#port = port;
    this.#onChange = onChange;
  }

  /** Lets the person choose what to share, or share instead; choosing nothing changes nothing. */
  async start(): Promise<void> {
    const generation = ++this.#generation;
    let stream: MediaStream | undefined;
    let problem: ScreenProblem | null = null;
    try {
      const known = this.#port.getSupportedConstraints?.() ?? {};
      stream = await this.#port.getDisplayMedia?.(displayOptions(known));
    } catch (error) {
      problem = screenProblem(error);
    }
    if (generation !== this.#generation) {
      return stream?.getTracks().forEach((late) => late.stop());
    }
    const [video = null] = stream?.getVideoTracks() ?? [];
    if (stream === undefined || video === null) {
      return this.#set({ ...this.#snapshot, problem });
    }
    this.#share(video, stream.getAudioTracks()[0] ?? null);
  }

  /** Stops sharing. */
  stop(): void {
    this.#generation++;
    const { video, audio, problem } = this.#snapshot;
    if (video === null && problem === null) return;
    this.#set(NO_SCREEN);
    video?.stop();
    audio?.stop();
  }

  #share(video: MediaStreamTrack, sound: MediaStreamTrack | null): void {
    const left = sound !== null && echoes(video, sound);
    if (left) sound.stop();
    const audio = left ? null : sound;
    // Text must stay sharp; frames may be fewer.
    video.contentHint = "detail";
    if (audio !== null) audio.contentHint = "music";
    video.addEventListener("ended", () => {
      if (this.#snapshot.video === video) this.stop();
    });
    audio?.addEventListener("ended", () => {
      if (this.#snapshot.audio !== audio) return;
      this.#set({ ...this.#snapshot, audio: null });
    });
    const before = this.#snapshot;
    this.#set({ video, audio, problem: left ? "own-sound" : null });
    // Last, so that the other side gets the new picture before the old one stops.
    before.video?.stop();
    before.audio?.stop();
  }

  #set(snapshot: ScreenSnapshot): void {
    this.#snapshot = snapshot;
    this.#onChange(snapshot);
  }
}
