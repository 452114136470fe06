/**
 * Owner of the local microphone and camera: asks for both with one prompt,
 * switches them, and lets go of them, light and all.
 *
 * @module
 */
import { type Clock, systemClock } from "../../signalling/clock.ts";
import { deviceOf } from "./device_choice.ts";
import { isDenial, mediaProblem } from "./device_failures.ts";
import { DeviceLine, type LinePorts } from "./device_line.ts";
import { DeviceList, type MediaDevicesPort } from "./device_list.ts";
import {
  isEitherGranted,
  type PermissionsPort,
  PermissionWatch,
} from "./media_permission.ts";
import {
  type Capture,
  type Chosen,
  type DeviceKind,
  type MediaSnapshot,
  NO_MEDIA,
} from "./media_snapshot.ts";
import { type Processing, withoutUnmet } from "./processing.ts";

const KINDS: readonly DeviceKind[] = ["microphone", "camera"];

/** What a person wants of their devices before any is asked for. */
export interface MediaWishes {
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly microphone: Chosen | null;
  readonly camera: Chosen | null;
  readonly processing: Processing;
}

/** Captures for one page. */
export class LocalMedia {
  readonly #port: MediaDevicesPort;
  readonly #onChange: (snapshot: MediaSnapshot) => void;
  readonly #list: DeviceList;
  readonly #permissions: PermissionWatch;
  readonly #isEitherGranted: () => Promise<boolean>;
  readonly #linePorts: LinePorts;
  #snapshot = NO_MEDIA;
  #lines: Record<DeviceKind, DeviceLine>;

  constructor(
    port: MediaDevicesPort,
    onChange: (snapshot: MediaSnapshot) => void,
    clock: Clock = systemClock,
    permissions: PermissionsPort | undefined = globalThis.navigator
      ?.permissions,
  ) {
    this.#port = port;
    this.#onChange = onChange;
    this.#isEitherGranted = () => isEitherGranted(permissions, clock);
    this.#permissions = new PermissionWatch(permissions, (kind) => {
      const { on, problem } = this.#snapshot[kind];
      if (on && isDenial(problem)) void this.#lines[kind].start();
    });
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
      processing: () => this.#snapshot.processing,
      show: (kind, change) => this.#setKind(kind, change),
    };
    this.#lines = this.#newLines();
  }

  /** Takes over what was wanted and chosen on another visit; before all else. */
  restore(wishes: MediaWishes): void {
    const { microphone, camera, processing } = wishes;
    this.#setKind("microphone", {
      on: wishes.microphoneOn,
      chosen: microphone,
    });
    this.#setKind("camera", { on: wishes.cameraOn, chosen: camera });
    this.#set({ processing });
  }

  /**
   * Asks for what is wanted and not there, with one prompt where one is enough.
   * Never rejects: what could not be had is a `problem` of the snapshot.
   */
  async request(): Promise<void> {
    const lines = this.#lines;
    this.#list.open();
    void this.#permissions.open();
    this.#set({ requesting: true });
    if (KINDS.some((kind) => this.#snapshot[kind].chosen !== null)) {
      // Where the names may be read already, the right device is asked for at once.
      await this.#readNames();
      if (lines !== this.#lines) return;
    }
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
    await this.#readNames();
    if (lines === this.#lines) this.#set({ requesting: false });
  }

  async #readNames(): Promise<void> {
    const lines = this.#lines;
    const recognize = () => {
      // Without permission nothing has a name, and nothing is known.
      if (lines !== this.#lines || this.#list.devices.length === 0) return;
      for (const kind of KINDS) lines[kind].recognize();
    };
    if (await this.#list.read(recognize) !== null) recognize();
  }

  /** Mutes at once and keeps the device, or unmutes. */
  async setMicrophone(on: boolean): Promise<void> {
    const { track } = this.#snapshot.microphone;
    if (track !== null) track.enabled = on;
    // What nobody wants is no problem.
    this.#setKind("microphone", on ? { on } : { on, problem: null });
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

  /** Has sound and picture processed otherwise from now on, as far as the devices do it. */
  async setProcessing(change: Processing): Promise<void> {
    this.#set({ processing: { ...this.#snapshot.processing, ...change } });
    await Promise.all(KINDS.map((kind) => this.#lines[kind].process()));
    let { processing } = this.#snapshot;
    for (const kind of KINDS) {
      const settings = this.#snapshot[kind].track?.getSettings() ?? {};
      // Wanted for ever, it would cost a new capture with every other change.
      processing = withoutUnmet(kind, processing, settings);
    }
    this.#set({ processing });
  }

  /** Wants neither device, whatever the browser is still asking; either can be switched on later. */
  decline(): void {
    this.#dropAll({ on: false });
  }

  /** Stops everything. What the person wanted and chose is kept for the next request. */
  release(): void {
    this.#list.close();
    this.#permissions.close();
    this.#dropAll();
  }

  #dropAll(change: Partial<Capture> = {}): void {
    for (const kind of KINDS) this.#lines[kind].retire();
    this.#lines = this.#newLines();
    for (const kind of KINDS) this.#lines[kind].drop(change);
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
      // One missing device must not cost the other; one refusal is refused
      // once, where asking one by one would only bring another prompt.
      const again = problem === "denied"
        ? await this.#isEitherGranted()
        : problem !== "denied-by-system";
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
