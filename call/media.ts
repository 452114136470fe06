/**
 * Owner of the local microphone and camera: asks for them, switches them, and
 * lets go of them, light and all.
 *
 * @module
 */
import {
  type DeviceKind,
  type MediaProblem,
  mediaProblem,
} from "./media_problem.ts";

/** One device that can be chosen. */
export interface Device {
  readonly id: string;
  readonly label: string;
  readonly kind: MediaDeviceKind;
}

/** One kind of local media as it is now. */
export interface Capture {
  /** Live, or `null`: a microphone keeps its track while muted, a camera that is off has none. */
  readonly track: MediaStreamTrack | null;
  /** What the person wants. */
  readonly on: boolean;
  /** Why there is no track although one is wanted. */
  readonly problem: MediaProblem | null;
  readonly deviceId: string | null;
}

/** Whether the switch shows "on": wanted, and nothing known to be in the way. */
export function isOn({ on, problem }: Capture): boolean {
  return on && problem === null;
}

/** Everything about local media; replaced whole at each change. */
export interface MediaSnapshot {
  readonly microphone: Capture;
  readonly camera: Capture;
  readonly devices: readonly Device[];
  /** Whether the browser is being asked, and may be showing a prompt. */
  readonly requesting: boolean;
}

/** The slice of `MediaDevices` that is used. */
export type MediaDevicesPort = Pick<
  MediaDevices,
  | "getUserMedia"
  | "enumerateDevices"
  | "addEventListener"
  | "removeEventListener"
>;

const NOTHING: Capture = {
  track: null,
  on: true,
  problem: null,
  deviceId: null,
};

/** No media, both wanted. */
export const NO_MEDIA: MediaSnapshot = {
  microphone: NOTHING,
  camera: NOTHING,
  devices: [],
  requesting: false,
};

const KINDS: readonly DeviceKind[] = ["microphone", "camera"];

function constraints(kind: DeviceKind, deviceId: string | null) {
  const device = deviceId === null ? {} : { deviceId: { ideal: deviceId } };
  return kind === "microphone"
    ? { ...device, echoCancellation: true, noiseSuppression: true }
    : {
      ...device,
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
    };
}

/** Captures for one page. */
export class LocalMedia {
  readonly #port: MediaDevicesPort;
  readonly #onChange: (snapshot: MediaSnapshot) => void;
  #snapshot = NO_MEDIA;
  /** Bumped by every release and request; what an older one brings is stopped. */
  #generation = 0;
  #listening = false;

  constructor(
    port: MediaDevicesPort,
    onChange: (snapshot: MediaSnapshot) => void,
  ) {
    this.#port = port;
    this.#onChange = onChange;
  }

  /**
   * Asks for what is wanted and not there, with one prompt where one is enough.
   * Never rejects: what could not be had is a `problem` of the snapshot.
   */
  async request(): Promise<void> {
    const generation = ++this.#generation;
    this.#listen();
    const wanted = KINDS.filter((kind) =>
      this.#snapshot[kind].on && this.#snapshot[kind].track === null
    );
    this.#set({ requesting: true });
    await this.#capture(wanted, generation);
    await this.#refreshDevices();
    if (generation === this.#generation) this.#set({ requesting: false });
  }

  /** Mutes at once and keeps the device, or unmutes. */
  async setMicrophone(on: boolean): Promise<void> {
    const { track } = this.#snapshot.microphone;
    if (track !== null) track.enabled = on;
    this.#setKind("microphone", { on });
    if (on && track === null) await this.#capture(["microphone"]);
  }

  /** Stops the camera, so that its light goes off, or starts it. */
  async setCamera(on: boolean): Promise<void> {
    if (!on) this.#drop("camera");
    this.#setKind("camera", { on });
    if (on && this.#snapshot.camera.track === null) {
      await this.#capture(["camera"]);
    }
  }

  /** Changes to another device; the one before goes on until then. */
  async useDevice(kind: DeviceKind, deviceId: string): Promise<void> {
    const before = this.#snapshot[kind];
    this.#setKind(kind, { deviceId });
    if (kind === "camera" && !before.on) return;
    await this.#capture([kind]);
  }

  /** Stops everything. What the person wanted and chose is kept for the next request. */
  release(): void {
    this.#generation++;
    for (const kind of KINDS) this.#drop(kind);
    this.#port.removeEventListener("devicechange", this.#onDeviceChange);
    this.#listening = false;
    this.#set({ requesting: false });
  }

  async #capture(
    kinds: readonly DeviceKind[],
    generation = this.#generation,
  ): Promise<void> {
    if (kinds.length === 0) return;
    const asked: MediaStreamConstraints = {};
    for (const kind of kinds) {
      asked[kind === "microphone" ? "audio" : "video"] = constraints(
        kind,
        this.#snapshot[kind].deviceId,
      );
    }
    try {
      const stream = await this.#port.getUserMedia(asked);
      this.#take(stream, generation);
    } catch (error) {
      if (generation !== this.#generation) return;
      const problem = mediaProblem(error);
      // One missing device must not cost the other; one refusal is refused once.
      if (kinds.length > 1 && (await this.#worthAsking(problem))) {
        for (const kind of kinds) await this.#capture([kind], generation);
        return;
      }
      for (const kind of kinds) this.#setKind(kind, { problem });
    }
  }

  /** After a refused pair, whether asking one by one can bring one without another prompt. */
  async #worthAsking(problem: MediaProblem): Promise<boolean> {
    if (problem !== "denied") return problem !== "denied-by-system";
    try {
      const names = ["microphone", "camera"] as const;
      const states = await Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName })
        ),
      );
      return states.some(({ state }) => state === "granted");
    } catch {
      return false;
    }
  }

  #take(stream: MediaStream, generation: number): void {
    for (const track of stream.getTracks()) {
      const kind = track.kind === "audio" ? "microphone" : "camera";
      const { on } = this.#snapshot[kind];
      // Left, or switched off, while the browser was still asking.
      if (generation !== this.#generation || (kind === "camera" && !on)) {
        track.stop();
        continue;
      }
      this.#snapshot[kind].track?.stop();
      if (kind === "microphone") track.enabled = on;
      track.addEventListener("ended", () => this.#ended(kind, track));
      const deviceId = track.getSettings().deviceId ?? null;
      this.#setKind(kind, { track, deviceId, problem: null });
    }
  }

  /** Fires only where the browser ended the track, not where we did. */
  #ended(kind: DeviceKind, track: MediaStreamTrack): void {
    if (this.#snapshot[kind].track !== track) return;
    this.#setKind(kind, { track: null, problem: "ended" });
  }

  #drop(kind: DeviceKind): void {
    const { track } = this.#snapshot[kind];
    this.#setKind(kind, { track: null, problem: null });
    track?.stop();
  }

  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#port.addEventListener("devicechange", this.#onDeviceChange);
  }

  readonly #onDeviceChange = () => {
    this.#refreshDevices();
  };

  async #refreshDevices(): Promise<void> {
    try {
      const devices = (await this.#port.enumerateDevices())
        // Without permission the browser lists devices without names.
        .filter(({ deviceId, label }) => deviceId !== "" && label !== "")
        .map(({ deviceId: id, label, kind }) => ({ id, label, kind }));
      this.#set({ devices });
    } catch {
      // A list that can't be read offers no choice; the defaults still work.
    }
  }

  #setKind(kind: DeviceKind, change: Partial<Capture>): void {
    this.#set({ [kind]: { ...this.#snapshot[kind], ...change } });
  }

  #set(change: Partial<MediaSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#onChange(this.#snapshot);
  }
}
