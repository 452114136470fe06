/**
 * Owner of the local microphone and camera: asks for both with one prompt,
 * switches them, and lets go of them, light and all.
 *
 * @module
 */
import { type Clock, systemClock } from "../signalling/clock.ts";
import { deviceOf } from "./device_choice.ts";
import { mediaProblem } from "./device_failures.ts";
import { DeviceLine, type LinePorts } from "./device_line.ts";
import { DeviceList, type MediaDevicesPort } from "./device_list.ts";
import { isEitherGranted } from "./media_permission.ts";
import {
  type Capture,
  type DeviceKind,
  type MediaProblem,
  type MediaSnapshot,
  NO_MEDIA,
} from "./media_snapshot.ts";

const KINDS: readonly DeviceKind[] = ["microphone", "camera"];

/** Captures for one page. */
export class LocalMedia {
  readonly #port: MediaDevicesPort;
  readonly #onChange: (snapshot: MediaSnapshot) => void;
  readonly #list: DeviceList;
  readonly #linePorts: LinePorts;
  #snapshot = NO_MEDIA;
  #lines: Record<DeviceKind, DeviceLine>;

  constructor(
    port: MediaDevicesPort,
    onChange: (snapshot: MediaSnapshot) => void,
    clock: Clock = systemClock,
  ) {
    this.#port = port;
    this.#onChange = onChange;
    this.#list = new DeviceList(
      port,
      clock,
      (devices) => this.#set({ devices }),
      (before) => {
        for (const kind of KINDS) this.#lines[kind].reconsider(before);
      },
    );
    this.#linePorts = {
      devices: port,
      list: this.#list,
      clock,
      capture: (kind) => this.#snapshot[kind],
      show: (kind, change) => this.#setKind(kind, change),
    };
    this.#lines = this.#newLines();
  }

  /**
   * Asks for what is wanted and not there, with one prompt where one is enough.
   * Never rejects: what could not be had is a `problem` of the snapshot.
   */
  async request(): Promise<void> {
    const lines = this.#lines;
    this.#list.open();
    this.#set({ requesting: true });
    const wanted = KINDS.filter((kind) =>
      this.#snapshot[kind].on && this.#snapshot[kind].track === null
    ).map((kind) => lines[kind]);
    if (wanted.length > 1 && wanted.every(({ isIdle }) => isIdle)) {
      const pair = this.#capturePair(lines);
      await Promise.all(wanted.map((line) => line.startAfter(pair)));
    } else {
      await Promise.all(wanted.map((line) => line.start()));
    }
    if (lines !== this.#lines) return;
    await this.#list.read();
    if (lines === this.#lines) this.#set({ requesting: false });
  }

  /** Mutes at once and keeps the device, or unmutes. */
  async setMicrophone(on: boolean): Promise<void> {
    const { track } = this.#snapshot.microphone;
    if (track !== null) track.enabled = on;
    this.#setKind("microphone", { on });
    if (on && track === null) await this.#lines.microphone.start();
  }

  /** Stops the camera, so that its light goes off, or starts it. */
  async setCamera(on: boolean): Promise<void> {
    if (!on) return this.#lines.camera.drop({ on });
    this.#setKind("camera", { on });
    if (this.#snapshot.camera.track === null) await this.#lines.camera.start();
  }

  /**
   * Changes to another device; the one before goes on until then, and also
   * where the other can't be had. Remembered while there is nothing to change.
   */
  async useDevice(kind: DeviceKind, deviceId: string): Promise<void> {
    const label = deviceOf(kind, deviceId, this.#list.devices)?.label ?? "";
    const chosen = { id: deviceId, label };
    this.#setKind(kind, { chosen, deviceId, fallback: null, refusal: null });
    await this.#lines[kind].change();
  }

  /** Stops everything. What the person wanted and chose is kept for the next request. */
  release(): void {
    for (const kind of KINDS) this.#lines[kind].retire();
    this.#lines = this.#newLines();
    this.#list.close();
    for (const kind of KINDS) this.#lines[kind].drop();
    this.#set({ requesting: false });
  }

  async #capturePair(
    { microphone, camera }: Record<DeviceKind, DeviceLine>,
  ): Promise<void> {
    let stream: MediaStream;
    try {
      stream = await this.#port.getUserMedia({
        audio: microphone.wish,
        video: camera.wish,
      });
    } catch (error) {
      const problem = mediaProblem(error);
      // One missing device must not cost the other; one refusal is refused once.
      const again = await isWorthAsking(problem);
      for (const line of [microphone, camera]) {
        if (again) line.startAlone();
        else line.fail(problem);
      }
      return;
    }
    for (const line of [microphone, camera]) line.take(stream);
  }

  #newLines(): Record<DeviceKind, DeviceLine> {
    return {
      microphone: new DeviceLine("microphone", this.#linePorts),
      camera: new DeviceLine("camera", this.#linePorts),
    };
  }

  #setKind(kind: DeviceKind, change: Partial<Capture>): void {
    this.#set({ [kind]: { ...this.#snapshot[kind], ...change } });
  }

  #set(change: Partial<MediaSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#onChange(this.#snapshot);
  }
}

/** After a refused pair, whether asking one by one can bring one without another prompt. */
async function isWorthAsking(problem: MediaProblem): Promise<boolean> {
  if (problem === "denied") return await isEitherGranted();
  return problem !== "denied-by-system";
}
