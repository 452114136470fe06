import type { MediaDevicesPort } from "../../call/media/device_list.ts";
import { LocalMedia } from "../../call/media/media.ts";
import {
  type MediaSnapshot,
  NO_MEDIA,
} from "../../call/media/media_snapshot.ts";
import type { PermissionsPort } from "../../call/media/media_permission.ts";
import type { Asked } from "../../call/media/processing.ts";
import { FakeClock } from "../signalling/fake_clock.ts";

/** As Chromium gives of an upright camera that is asked for a picture that lies. */
const SQUARE = { width: 720, height: 720, resizeMode: "crop-and-scale" };

/** A track that tells whether it was stopped. */
export class FakeTrack extends EventTarget implements MediaStreamTrack {
  contentHint = "";
  enabled = true;
  readonly id = crypto.randomUUID();
  readonly label: string;
  muted = false;
  onended = null;
  onmute = null;
  onunmute = null;
  readyState: MediaStreamTrackState = "live";
  /** What is done to sound and picture now. */
  processing: Asked = {};
  /** Whatever else its settings tell. */
  others: Readonly<Record<string, unknown>> = {};
  /** Whether it is a camera that stands upright; its picture comes square at first. */
  upright = false;
  /** Whether processing can be changed while it runs; in Chromium it can't. */
  supple = true;
  readonly clones: FakeTrack[] = [];

  constructor(
    readonly kind: "audio" | "video",
    readonly deviceId: string,
    readonly facingMode?: string,
    label = deviceId,
  ) {
    super();
    this.label = label;
  }

  applyConstraints(asked: MediaTrackConstraints = {}): Promise<void> {
    const { width, height } = asked;
    if (this.upright) {
      this.others = { ...SQUARE, ...(width && { width, height }) };
    }
    if (this.supple) this.processing = processingIn(asked);
    return Promise.resolve();
  }
  clone(): FakeTrack {
    const clone = new FakeTrack(this.kind, this.deviceId);
    this.clones.push(clone);
    return clone;
  }
  getCapabilities(): MediaTrackCapabilities {
    return this.upright ? { width: { max: 720 }, height: { max: 1280 } } : {};
  }
  getConstraints(): MediaTrackConstraints {
    return {};
  }
  getSettings(): MediaTrackSettings {
    const { deviceId, facingMode, processing } = this;
    return {
      deviceId,
      ...processing,
      ...this.others,
      ...(facingMode !== undefined && { facingMode }),
    };
  }
  stop(): void {
    this.readyState = "ended";
  }
  /** The device is gone: unlike `stop`, this fires `ended`. */
  unplug(): void {
    if (this.readyState === "ended") return;
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
  /** The system holds the device back, or gives it back. */
  interrupt(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? "mute" : "unmute"));
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

/** What is plugged in. */
export interface FakeDevice {
  readonly kind: "audio" | "video";
  readonly id: string;
  /** @default its id */
  readonly label?: string;
}

/** The switches of processing in constraints. */
function processingIn(
  asked: MediaTrackConstraints,
  unable: ReadonlySet<string> = new Set(),
): Asked {
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([, value]) => typeof value === "boolean")
      .map(([name, on]) => [name, on && !unable.has(name)]),
  );
}

/** Devices that answer as a test says; each question is kept. */
export class FakeDevices extends EventTarget implements MediaDevicesPort {
  /** Why a kind can't be had, as the browser would say it. */
  readonly refusals: { audio?: string; video?: string } = {};
  /** Devices in the hands of another program. */
  readonly busy = new Set<string>();
  readonly asked: MediaStreamConstraints[] = [];
  readonly given: FakeTrack[] = [];
  plugged: FakeDevice[] = [
    { kind: "audio", id: "audio" },
    { kind: "video", id: "video" },
  ];
  /** Whether the page may use devices, and see their names. */
  permitted = true;
  /** Whether the cameras are a phone's: they face somewhere, and open one at a time. */
  phone = false;
  /** Whether the cameras stand upright. */
  upright = false;
  /** What devices tell of, and do not do. */
  readonly unable = new Set<string>();
  /** Whether processing can be changed while a device runs. */
  supple = true;
  /** When set, questions wait for it. */
  prompt: Promise<void> = Promise.resolve();
  /** Lets a test order the answers. */
  turn: (what: string) => Promise<unknown> = () => Promise.resolve();

  /** Devices of that kind that the page holds now. */
  live(kind?: "audio" | "video"): FakeTrack[] {
    return this.given.filter((track) =>
      track.readyState === "live" && (!kind || track.kind === kind)
    );
  }

  plugIn(...devices: FakeDevice[]): void {
    this.plugged.push(...devices);
    this.dispatchEvent(new Event("devicechange"));
  }

  /** Ends the tracks of that device, and takes it off the list. */
  unplug(...ids: string[]): void {
    this.plugged = this.plugged.filter(({ id }) => !ids.includes(id));
    this.end(...ids);
    this.dispatchEvent(new Event("devicechange"));
  }

  /** Ends the tracks of that device, which stays on the list. */
  end(...ids: string[]): void {
    for (const track of this.live()) {
      if (ids.includes(track.deviceId)) track.unplug();
    }
  }

  /** The person takes the permission back: all tracks end. */
  revoke(): void {
    this.permitted = false;
    this.end(...this.plugged.map(({ id }) => id));
  }

  async getUserMedia(asked: MediaStreamConstraints = {}): Promise<FakeStream> {
    this.asked.push(asked);
    await this.prompt;
    await this.turn("getUserMedia");
    if (!this.permitted) throw new DOMException("Refused", "NotAllowedError");
    const kinds = (["audio", "video"] as const).filter((kind) => asked[kind]);
    const ids = kinds.map((kind) => this.#pick(kind, asked[kind]));
    const tracks = kinds.map((kind, index) => {
      const id = ids[index] ?? "", wish = asked[kind];
      const track = new FakeTrack(
        kind,
        id,
        this.phone && kind === "video" ? "user" : undefined,
        this.plugged.find((each) => each.id === id)?.label,
      );
      const beside = this.live().find(({ deviceId }) => deviceId === id);
      track.supple = this.supple;
      if (this.upright && kind === "video") {
        track.upright = true;
        track.others = SQUARE;
      }
      track.processing = !this.supple && beside
        ? beside.processing
        : processingIn(typeof wish === "object" ? wish : {}, this.unable);
      return track;
    });
    this.given.push(...tracks);
    return new FakeStream(tracks);
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    await this.turn("enumerateDevices");
    const inputs = this.plugged.map(({ kind, id, label = id }) =>
      this.permitted
        ? this.#info(`${kind}input`, id, label)
        : this.#info(`${kind}input`, "")
    );
    return [...inputs, this.#info("audiooutput", "")];
  }

  /** @throws {DOMException} as `getUserMedia` rejects */
  #pick(
    kind: "audio" | "video",
    constraint: boolean | MediaTrackConstraints | undefined,
  ): string {
    const refusal = this.refusals[kind];
    if (refusal) throw new DOMException(kind, refusal);
    const { exact, ideal } = wantedDevice(constraint);
    const ids = this.plugged.filter((each) => each.kind === kind)
      .map(({ id }) => id);
    const [first] = ids;
    if (first === undefined) throw new DOMException(kind, "NotFoundError");
    if (exact !== undefined && !ids.includes(exact)) {
      throw new DOMException(kind, "OverconstrainedError");
    }
    const id = exact ?? ids.find((id) => id === ideal) ?? first;
    const occupied = this.phone && this.live(kind).length > 0;
    if (this.busy.has(id) || (kind === "video" && occupied)) {
      throw new DOMException(kind, "NotReadableError");
    }
    return id;
  }

  #info(
    kind: MediaDeviceKind,
    deviceId: string,
    label = deviceId,
  ): MediaDeviceInfo {
    return { kind, deviceId, label, groupId: "", toJSON: () => ({}) };
  }
}

function wantedDevice(
  constraint: boolean | MediaTrackConstraints | undefined,
): { exact?: string; ideal?: string } {
  const wanted = typeof constraint === "object" ? constraint.deviceId : null;
  if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) {
    return {};
  }
  const { exact, ideal } = wanted;
  return {
    ...(typeof exact === "string" && { exact }),
    ...(typeof ideal === "string" && { ideal }),
  };
}

/** Another camera than the first, which is `video`. */
export const SECOND_CAMERA: FakeDevice = { kind: "video", id: "second" };
/** Another microphone than the first, which is `audio`. */
export const HEADSET: FakeDevice = { kind: "audio", id: "headset" };

/** Longer than a burst of changes is waited for. */
export const BURST_MS = 500;

/** Permissions that a test gives and takes in the browser's own menus. */
export class FakePermissions implements PermissionsPort {
  readonly #states = new Map<string, FakePermission>();

  query({ name }: PermissionDescriptor): Promise<FakePermission> {
    return Promise.resolve(this.#of(name));
  }
  set(name: PermissionName, state: PermissionState): void {
    this.#of(name).change(state);
  }
  #of(name: PermissionName): FakePermission {
    const known = this.#states.get(name) ?? new FakePermission(name);
    this.#states.set(name, known);
    return known;
  }
}

class FakePermission extends EventTarget implements PermissionStatus {
  onchange = null;
  state: PermissionState = "prompt";

  constructor(readonly name: PermissionName) {
    super();
  }
  change(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

/** Local media on fake devices, and what a test wants to know of both. */
export function setUpMedia() {
  const devices = new FakeDevices();
  const permissions = new FakePermissions();
  const clock = new FakeClock();
  const seen: MediaSnapshot[] = [NO_MEDIA];
  const media = new LocalMedia(
    devices,
    (snapshot) => seen.push(snapshot),
    clock,
    permissions,
  );
  /** The fakes answer at once: all is done when the microtasks are. */
  const quiet = () => new Promise<void>((resolve) => setTimeout(resolve));
  return {
    devices,
    permissions,
    clock,
    media,
    seen,
    quiet,
    now: (): MediaSnapshot => seen.at(-1) ?? NO_MEDIA,
    live: () => devices.live().map(({ kind }) => kind),
    /** Ids of the devices in use, the oldest first. */
    inUse: () => devices.live().map(({ deviceId }) => deviceId),
    /** The page hears that devices came or went. */
    async changed() {
      clock.advance(BURST_MS);
      await quiet();
    },
    /** Requests media where there are two devices of each kind, and uses the first. */
    async start() {
      devices.plugIn(SECOND_CAMERA, HEADSET);
      await media.request();
    },
  };
}
