/** Owner of the listener for devices that come and go. @module */
import { answerWithin, type Clock } from "../../signalling/clock.ts";
import { DEVICES_ANSWER_WITHIN_MS } from "./device_failures.ts";
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
  /** Counts the readings … */
  #readings = 0;
  /** … of which this one was told last: an older one is not told any more. */
  #told = 0;
  /** Whether the browser owes an answer already: nobody waits for another. */
  #overdue = false;
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

  /**
   * Reads the list.
   *
   * @param onLate The answer that was not waited for has come, and is in `devices`.
   * @returns All that the browser lists, without names where there is no
   * permission; `null` where it does not answer in time: the defaults still work.
   */
  async read(
    onLate: () => void = () => {},
  ): Promise<readonly MediaDeviceInfo[] | null> {
    const reading = ++this.#readings;
    let answered = false, waiting = !this.#overdue;
    const ask = async () => {
      try {
        const infos = await this.#port.enumerateDevices();
        if (this.#tell(reading, infos) && !waiting) onLate();
        return infos;
      } finally {
        answered = true;
        this.#overdue = false;
      }
    };
    if (!waiting) {
      ask().catch(() => {});
      return null;
    }
    const infos = await answerWithin(
      DEVICES_ANSWER_WITHIN_MS,
      ask,
      this.#clock,
    );
    waiting = false;
    this.#overdue = !answered;
    return infos;
  }

  /** @returns Whether it is newer than what is known. */
  #tell(reading: number, infos: readonly MediaDeviceInfo[]): boolean {
    if (reading < this.#told) return false;
    this.#told = reading;
    this.devices = infos.filter(isNamed).map((info) => {
      const { deviceId: id, label, kind } = info;
      return { id, label, kind, facing: facingOf(info) };
    });
    this.#onRead(this.devices);
    return true;
  }

  readonly #onDeviceChange = () => {
    this.#burst ??= this.#clock.after(DEVICE_CHANGE_MS, () => {
      this.#burst = null;
      const { devices } = this, closings = this.#closings;
      const tell = () => {
        if (closings === this.#closings) this.#onChanged(devices);
      };
      // Without an answer, what is missing is asked for all the same.
      this.read(tell).then(tell);
    });
  };
}
