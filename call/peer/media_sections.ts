/**
 * Owner of a connection's transceivers: what each is for, which track it sends,
 * and with which encoding parameters.
 *
 * @module
 */
import "../dispose_symbol.ts";
import { type LocalTracks, NO_TRACKS } from "./local_tracks.ts";

/** Media sections in the order of the offer: what each transceiver is for. */
const KINDS = ["audio", "video", "video", "audio"] as const;
const MICROPHONE = 0, CAMERA = 1, SCREEN = 2;

/**
 * The camera starts at this fraction of its size. The encoder begins at a low
 * bitrate and would drop the first frames of a large picture until it has
 * adapted; a third of the time to the first picture is saved (docs/NUMBERS.md).
 */
const FIRST_SCALE = 2;
/** The whole size is sent after this long, in milliseconds. */
const FULL_SIZE_AFTER_MS = 1_000;

/** An encoding, with what TypeScript's library does not know of it yet. */
interface Encoding extends RTCRtpEncodingParameters {
  /** Whether packets get longer where bandwidth is low (webrtc-extensions § 6.3). */
  adaptivePtime?: boolean;
}

/** Microphone, camera, screen and its sound, each with its place in the description. */
export class MediaSections implements Disposable {
  readonly #pc: RTCPeerConnection;
  #transceivers: RTCRtpTransceiver[] = [];
  #tracks = NO_TRACKS;
  #cameraScale = FIRST_SCALE;
  #growth: ReturnType<typeof setTimeout> | undefined;
  #configured: Promise<unknown> = Promise.resolve();

  constructor(pc: RTCPeerConnection) {
    this.#pc = pc;
  }

  /** Makes them, for the side that offers first. */
  make(): void {
    this.#transceivers = KINDS.map((kind) =>
      this.#pc.addTransceiver(kind, { direction: "sendrecv" })
    );
    this.#configure();
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
    this.#configure();
    await this.#attach();
  }

  /** Whether what comes in on this transceiver is their screen, or its sound. */
  isScreen(transceiver: RTCRtpTransceiver): boolean {
    return this.#pc.getTransceivers().indexOf(transceiver) >= SCREEN;
  }

  /** Sends these tracks from now on; a switch needs no negotiation. */
  send(tracks: LocalTracks): void {
    this.#tracks = tracks;
    this.#configure();
    this.#attach();
  }

  /** A path that begins, or comes back, begins at a low bitrate. */
  shrink(): void {
    clearTimeout(this.#growth);
    this.#cameraScale = FIRST_SCALE;
    this.#configure();
  }

  /** The whole size, once the path has shown that it carries. */
  growLater(): void {
    clearTimeout(this.#growth);
    this.#growth = setTimeout(() => {
      this.#cameraScale = 1;
      this.#configure();
    }, FULL_SIZE_AFTER_MS);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#growth);
  }

  /**
   * Brings the senders' parameters in line with the tracks and the camera's size.
   * One call after another: parameters that were read before another call has
   * set them are refused (webrtc-pc § 5.2, `setParameters` step 6).
   */
  #configure(): void {
    this.#configured = this.#configured.then(() =>
      Promise.all(
        this.#transceivers.map(({ sender }, section) =>
          this.#configureSender(sender, section)
        ),
      )
    );
  }

  async #configureSender(
    sender: RTCRtpSender,
    section: number,
  ): Promise<void> {
    try {
      const parameters = sender.getParameters();
      // Firefox has no encodings before the first negotiation.
      const encoding: Encoding | undefined = parameters.encodings?.[0];
      if (encoding === undefined) return;
      const wanted = this.#wanted(section);
      if (isPartOf(wanted, encoding)) return;
      Object.assign(encoding, wanted);
      await sender.setParameters(parameters);
    } catch {
      // The next call tries again; until then the call goes on as it was.
    }
  }

  /** The parameters that a section's encoding should have now. */
  #wanted(section: number): Encoding {
    // A section without a track counts in the browser's minimum bitrate, which
    // keeps the bandwidth estimate above what a narrow path carries.
    const active = this.#trackOf(section) !== null;
    switch (section) {
      case MICROPHONE:
        return { active, adaptivePtime: true };
      case CAMERA:
        return { active, scaleResolutionDownBy: this.#cameraScale };
      default:
        return { active };
    }
  }

  #trackOf(section: number): MediaStreamTrack | null {
    const { microphone, camera, screen, screenSound } = this.#tracks;
    return [microphone, camera, screen, screenSound][section] ?? null;
  }

  async #attach(): Promise<void> {
    try {
      await Promise.all(
        this.#transceivers.map(({ sender }, section) =>
          sender.replaceTrack(this.#trackOf(section))
        ),
      );
    } catch (error) {
      // Only a connection that was closed meanwhile refuses a track of its kind.
      if (this.#pc.signalingState !== "closed") throw error;
    }
  }
}

function isPartOf(wanted: Encoding, encoding: Encoding): boolean {
  const current = new Map(Object.entries(encoding));
  return Object.entries(wanted).every(([name, value]) =>
    current.get(name) === value
  );
}
