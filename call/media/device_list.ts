/** Owner of the listener for devices that come and go. @module */
import type { Clock } from "../../signalling/clock.ts";
import { facingOf, isNamed } from "./device_choice.ts";
import type { Device } from "./media_snapshot.ts";

/** The slice of `MediaDevices` that is used. */
export type MediaDevicesPort = Pick<
  MediaDevices,
  | "getUserMedia"
  | "enumerateDevices"
  | "addEventListener"
  | "removeEventListener"
>;

/** One headset comes as several devices, with an event each: heard as one, in milliseconds. */
const DEVICE_CHANGE_MS = 200;

/** The list of devices, read when asked, and by itself after changes while it is open. */
export class DeviceList {
  /** Those with names, as read last. */
  devices: readonly Device[] = [];
  readonly #port: MediaDevicesPort;
  readonly #clock: Clock;
  readonly #onRead: (devices: readonly Device[]) => void;
  readonly #onChanged: (before: readonly Device[]) => void;
  /** Cancels the wait for the rest of a burst of changes. */
  #burst: (() => void) | null = null;
  /** Counts the readings: an older one that comes late is not told. */
  #readings = 0;
  /** Counts the closings: a change from before is not told. */
  #closings = 0;

  /** @param onChanged Told after a change, once the new list was read. */
  constructor(
    port: MediaDevicesPort,
    clock: Clock,
    onRead: (devices: readonly Device[]) => void,
    onChanged: (before: readonly Device[]) => void,
  ) {
    this.#port = port;
    this.#clock = clock;
    this.#onRead = onRead;
    this.#onChanged = onChanged;
  }

  /** Listens for changes; the same listener counts once. */
  open(): void {
    this.#port.addEventListener("devicechange", this.#onDeviceChange);
  }

  /** Listens no more. */
  close(): void {
    this.#port.removeEventListener("devicechange", this.#onDeviceChange);
    this.#burst?.();
    this.#burst = null;
    this.#closings++;
  }

  /** @returns All that the browser lists, without names where there is no permission. */
  async read(): Promise<readonly MediaDeviceInfo[]> {
    const reading = ++this.#readings;
    try {
      const infos = await this.#port.enumerateDevices();
      if (reading === this.#readings) {
        this.devices = infos.filter(isNamed).map((info) => {
          const { deviceId: id, label, kind } = info;
          return { id, label, kind, facing: facingOf(info) };
        });
        this.#onRead(this.devices);
      }
      return infos;
    } catch {
      // A list that can't be read offers no choice; the defaults still work.
      return [];
    }
  }

  readonly #onDeviceChange = () => {
    this.#burst ??= this.#clock.after(DEVICE_CHANGE_MS, () => {
      this.#burst = null;
      const { devices } = this, closings = this.#closings;
      this.read().then(() => {
        if (closings === this.#closings) this.#onChanged(devices);
      });
    });
  };
}
