import type { MediaDevicesPort } from "../../call/media.ts";

/** A track that tells whether it was stopped. */
export class FakeTrack extends EventTarget implements MediaStreamTrack {
  contentHint = "";
  enabled = true;
  readonly id = crypto.randomUUID();
  readonly label: string;
  readonly muted = false;
  onended = null;
  onmute = null;
  onunmute = null;
  readyState: MediaStreamTrackState = "live";

  constructor(readonly kind: "audio" | "video", readonly deviceId: string) {
    super();
    this.label = deviceId;
  }

  applyConstraints(): Promise<void> {
    return Promise.resolve();
  }
  clone(): FakeTrack {
    return new FakeTrack(this.kind, this.deviceId);
  }
  getCapabilities(): MediaTrackCapabilities {
    return {};
  }
  getConstraints(): MediaTrackConstraints {
    return {};
  }
  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
  }
  stop(): void {
    this.readyState = "ended";
  }
  /** The device is gone: unlike `stop`, this fires `ended`. */
  unplug(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

/** As much of a stream as an owner of tracks needs. */
export class FakeStream extends EventTarget implements MediaStream {
  readonly active = true;
  readonly id = crypto.randomUUID();
  onaddtrack = null;
  onremovetrack = null;

  constructor(readonly tracks: FakeTrack[] = []) {
    super();
  }

  addTrack(): void {}
  removeTrack(): void {}
  clone(): FakeStream {
    return new FakeStream(this.tracks);
  }
  getTracks(): FakeTrack[] {
    return this.tracks;
  }
  getAudioTracks(): FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === "audio");
  }
  getVideoTracks(): FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === "video");
  }
  getTrackById(): null {
    return null;
  }
}

/** Devices that answer as a test says; each question is kept. */
export class FakeDevices extends EventTarget implements MediaDevicesPort {
  /** Why a kind can't be had, as the browser would say it. */
  readonly refusals: { audio?: string; video?: string } = {};
  readonly asked: MediaStreamConstraints[] = [];
  readonly given: FakeTrack[] = [];
  /** When set, questions wait for it. */
  prompt: Promise<void> = Promise.resolve();

  async getUserMedia(asked: MediaStreamConstraints = {}): Promise<FakeStream> {
    this.asked.push(asked);
    await this.prompt;
    for (const kind of ["audio", "video"] as const) {
      const name = this.refusals[kind];
      if (asked[kind] && name) throw new DOMException(kind, name);
    }
    const tracks = (["audio", "video"] as const)
      .filter((kind) => asked[kind])
      .map((kind) => new FakeTrack(kind, wantedDevice(asked[kind]) ?? kind));
    this.given.push(...tracks);
    return new FakeStream(tracks);
  }

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const device = (kind: MediaDeviceKind, deviceId: string) => ({
      kind,
      deviceId,
      label: deviceId,
      groupId: "",
      toJSON: () => ({}),
    });
    return Promise.resolve([
      device("audioinput", "audio"),
      device("videoinput", "video"),
      device("audiooutput", ""),
    ]);
  }
}

function wantedDevice(
  constraint: boolean | MediaTrackConstraints | undefined,
): string | undefined {
  const wanted = typeof constraint === "object" && constraint.deviceId;
  return typeof wanted === "object" && "ideal" in wanted &&
      typeof wanted.ideal === "string"
    ? wanted.ideal
    : undefined;
}
