/**
 * Owner of a connection's transceivers: what each is for, which track it sends,
 * and how large the camera's picture is.
 *
 * @module
 */

/** The local tracks to send; `null` sends nothing, and keeps the place. */
export interface LocalTracks {
  readonly microphone: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
  /** The sound of what is shown on the screen. */
  readonly screenSound: MediaStreamTrack | null;
}

/** Before there is anything to send. */
const NO_TRACKS: LocalTracks = {
  microphone: null,
  camera: null,
  screen: null,
  screenSound: null,
};

/** Media sections in the order of the offer: what each transceiver is for. */
const KINDS = ["audio", "video", "video", "audio"] as const;
const MICROPHONE = 0, CAMERA = 1, SCREEN = 2, SCREEN_SOUND = 3;

/**
 * The camera starts at this fraction of its size. The encoder begins at a low
 * bitrate and would drop the first frames of a large picture until it has
 * adapted; a third of the time to the first picture is saved (docs/NUMBERS.md).
 */
const FIRST_SCALE = 2;
/** The whole size is sent after this long, in milliseconds. */
const FULL_SIZE_AFTER_MS = 1_000;

/** Microphone, camera, screen and its sound, each with its place in the description. */
export class MediaSections implements Disposable {
  readonly #pc: RTCPeerConnection;
  #transceivers: RTCRtpTransceiver[] = [];
  #tracks = NO_TRACKS;
  #growth: ReturnType<typeof setTimeout> | undefined;

  constructor(pc: RTCPeerConnection) {
    this.#pc = pc;
  }

  /** Makes them, for the side that offers first. */
  make(): void {
    this.#transceivers = KINDS.map((kind) =>
      this.#pc.addTransceiver(kind, { direction: "sendrecv" })
    );
    this.shrink();
    this.#attach();
  }

  /**
   * The answering side sends on the transceivers that the offer made: only
   * those of `addTrack` would be matched by themselves (RFC 9429 § 5.10), and
   * there may be no track yet.
   */
  async adopt(): Promise<void> {
    const all = this.#pc.getTransceivers();
    // Left over from an offer of ours that yielded to this one.
    for (const t of all.filter(({ mid }) => mid === null)) t.stop();
    this.#transceivers = all.filter(({ mid }) => mid !== null);
    for (const transceiver of this.#transceivers) {
      transceiver.direction = "sendrecv";
    }
    this.shrink();
    await this.#attach();
  }

  /** Whether what comes in on this transceiver is their screen, or its sound. */
  isScreen(transceiver: RTCRtpTransceiver): boolean {
    return this.#pc.getTransceivers().indexOf(transceiver) >= SCREEN;
  }

  /** Sends these tracks from now on; a switch needs no negotiation. */
  send(tracks: LocalTracks): void {
    this.#tracks = tracks;
    this.#attach();
  }

  /** A path that begins, or comes back, begins at a low bitrate. */
  shrink(): void {
    this.#scaleCamera(FIRST_SCALE);
  }

  /** The whole size, once the path has shown that it carries. */
  growLater(): void {
    clearTimeout(this.#growth);
    this.#growth = setTimeout(() => this.#scaleCamera(1), FULL_SIZE_AFTER_MS);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#growth);
  }

  async #scaleCamera(scale: number): Promise<void> {
    const sender = this.#transceivers[CAMERA]?.sender;
    const parameters = sender?.getParameters();
    // Firefox has no encodings before the first negotiation.
    const encoding = parameters?.encodings?.[0];
    if (!sender || !parameters || !encoding) return;
    encoding.scaleResolutionDownBy = scale;
    try {
      await sender.setParameters(parameters);
    } catch {
      // The picture starts later or stays smaller; the call goes on.
    }
  }

  async #attach(): Promise<void> {
    const { microphone, camera, screen, screenSound } = this.#tracks;
    const senders = this.#transceivers.map((t) => t.sender);
    try {
      await Promise.all([
        senders[MICROPHONE]?.replaceTrack(microphone),
        senders[CAMERA]?.replaceTrack(camera),
        senders[SCREEN]?.replaceTrack(screen),
        senders[SCREEN_SOUND]?.replaceTrack(screenSound),
      ]);
    } catch (error) {
      // Only a connection that was closed meanwhile refuses a track of its kind.
      if (this.#pc.signalingState !== "closed") throw error;
    }
  }
}
