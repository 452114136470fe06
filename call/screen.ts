/** Owner of the captured screen. @module */

/** The slice of `MediaDevices` that is used; not every phone has it. */
export type DisplayPort = Partial<Pick<MediaDevices, "getDisplayMedia">>;

/** Shares at most one screen, window or tab at a time. */
export class ScreenShare {
  readonly #port: DisplayPort;
  readonly #onChange: (track: MediaStreamTrack | null) => void;
  #track: MediaStreamTrack | null = null;
  #generation = 0;

  /** @param onChange Gets what is shared now; also when the browser's own bar stopped it. */
  constructor(
    port: DisplayPort,
    onChange: (track: MediaStreamTrack | null) => void,
  ) {
    this.#port = port;
    this.#onChange = onChange;
  }

  /** Lets the person choose what to share; choosing nothing changes nothing. */
  async start(): Promise<void> {
    const generation = ++this.#generation;
    let stream: MediaStream | undefined;
    try {
      stream = await this.#port.getDisplayMedia?.({ video: true });
    } catch {
      // Closing the browser's picker is an answer, not an error.
    }
    const track = stream?.getVideoTracks()[0];
    if (stream === undefined || track === undefined) return;
    if (generation !== this.#generation) {
      return stream.getTracks().forEach((late) => late.stop());
    }
    // Text must stay sharp; frames may be fewer.
    track.contentHint = "detail";
    track.addEventListener("ended", () => {
      if (this.#track === track) this.#set(null);
    });
    const before = this.#track;
    this.#set(track);
    // Last, so that the other side gets the new picture before the old one stops.
    before?.stop();
  }

  /** Stops sharing. */
  stop(): void {
    this.#generation++;
    const track = this.#track;
    if (track === null) return;
    this.#set(null);
    track.stop();
  }

  #set(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#onChange(track);
  }
}
