/**
 * Local media in words and facts: what is captured, why there is no picture or
 * no sound, and which device to try next.
 *
 * @module
 */
import type { Clock } from "../signalling/clock.ts";

/** The two kinds of device that a call captures. */
export type DeviceKind = "microphone" | "camera";

/** Why a device can't be used; keys of the words shown. */
export type MediaProblem =
  /** The person, or a policy, said no to this page. */
  | "denied"
  /** The operating system keeps the browser from it. */
  | "denied-by-system"
  /** There is no such device. */
  | "missing"
  /** Another program has it. */
  | "busy"
  /** It stopped by itself: unplugged, or taken away. */
  | "ended"
  /** Something else; trying again may help. */
  | "unknown";

/**
 * Reads the exception of `getUserMedia` (mediacapture-streams § 10.3.1; the
 * names differ little between browsers, the messages do).
 */
export function mediaProblem(error: unknown): MediaProblem {
  if (!(error instanceof Error)) return "unknown";
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return /system/i.test(error.message) ? "denied-by-system" : "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "unknown";
  }
}

/** Whether only a person can change it, so that nothing is asked again unasked. */
export function isDenial(problem: MediaProblem | null): boolean {
  return problem === "denied" || problem === "denied-by-system";
}

/** A device that runs this long has recovered, in milliseconds. */
const STEADY_MS = 10_000;
/** A device that failed this often in a row is left alone … */
const MAX_FAILURES = 3;
/** … for this long, in milliseconds. */
const SHUN_MS = 30_000;

/** Which devices failed, so that none is tried for ever. Told the time. */
export class Failures {
  readonly #failed = new Map<string, { count: number; atMs: number }>();

  /** Notes that a device failed after `lastedMs`; 0 if it never began. */
  note(id: string, nowMs: number, lastedMs = 0): void {
    const before = lastedMs < STEADY_MS ? this.count(id) : 0;
    this.#failed.set(id, { count: before + 1, atMs: nowMs });
  }

  /** How often in a row. */
  count(id: string): number {
    return this.#failed.get(id)?.count ?? 0;
  }

  /** Whether it is better left alone now. */
  isShunned(id: string, nowMs: number): boolean {
    const failed = this.#failed.get(id);
    return failed !== undefined && failed.count >= MAX_FAILURES &&
      nowMs - failed.atMs < SHUN_MS;
  }

  /** Forgets it all: a person wants every device tried. */
  forgive(): void {
    this.#failed.clear();
  }
}

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
  /** The device in use, or the one being changed to. */
  readonly deviceId: string | null;
  /** What the person chose, or got first; it outlives the device's absence. */
  readonly chosen: { readonly id: string; readonly label: string } | null;
  /** Labels, while another device stands in for the chosen one, which is used again when it returns. */
  readonly fallback: { readonly from: string; readonly to: string } | null;
  /** The latest choice, by its label, if it failed; what was in use goes on. */
  readonly refusal: {
    readonly device: string;
    readonly problem: MediaProblem;
  } | null;
  /** Whether the system holds it back for a while, as during a phone call. */
  readonly interrupted: boolean;
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

const NOTHING: Capture = {
  track: null,
  on: true,
  problem: null,
  deviceId: null,
  chosen: null,
  fallback: null,
  refusal: null,
  interrupted: false,
};

/** No media, both wanted. */
export const NO_MEDIA: MediaSnapshot = {
  microphone: NOTHING,
  camera: NOTHING,
  devices: [],
  requesting: false,
};

/** What is to be done for one kind of device. */
export type Errand =
  /** One is wanted: by the person, for one that ended, or as the list has changed. */
  | { type: "start"; because: "asked" | "ended" | "changed" }
  /** The chosen one is to take over: by the person, or as it came back. */
  | { type: "switch"; because: "asked" | "returned" };

/**
 * One kind's work from one release to the next, an errand at a time, so that
 * no two answers compete for one place. Each generation has its own line; what
 * an older one still brings is stopped.
 */
export class Line {
  /** What comes after the errand in hand; the latest wins. */
  next: Errand | null = null;
  running: Promise<void> | null = null;
  /** The device of the track in use. */
  deviceId: string | null = null;
  #takenAtMs = 0;
  /** A muted microphone is missed when it goes: unmuting must be instant. */
  held = false;
  readonly failures = new Failures();

  constructor(readonly kind: DeviceKind) {}

  /** Whether the person has chosen again since the errand in hand. */
  get isOutdone(): boolean {
    return this.next?.type === "switch" && this.next.because === "asked";
  }

  /** Notes that a track of that device is in use. */
  took(deviceId: string | null, nowMs: number): void {
    this.deviceId = deviceId;
    this.#takenAtMs = nowMs;
    this.held = true;
  }

  /** Notes that the device in use ended by itself. */
  ended(nowMs: number): void {
    if (this.deviceId === null) return;
    this.failures.note(this.deviceId, nowMs, nowMs - this.#takenAtMs);
  }
}

/** A generation of lines. */
export function newLines(): Record<DeviceKind, Line> {
  return { microphone: new Line("microphone"), camera: new Line("camera") };
}

/** What is asked of a device of that kind, and of which one. */
export function constraints(
  kind: DeviceKind,
  deviceId: ConstrainDOMStringParameters | null,
): MediaTrackConstraints {
  const device = deviceId && { deviceId };
  return kind === "microphone"
    ? { ...device, echoCancellation: true, noiseSuppression: true }
    : {
      ...device,
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
    };
}

/**
 * The chosen device, if it is there. Where it is known to be, nothing else
 * will do: Chromium lets an ideal size outweigh an ideal device.
 */
export function preferring(
  kind: DeviceKind,
  chosen: Capture["chosen"],
  devices: readonly Device[],
): ConstrainDOMStringParameters | null {
  if (chosen === null) return null;
  const { id } = chosen;
  return deviceOf(kind, id, devices) ? { exact: id } : { ideal: id };
}

/** Phones have cameras that face somewhere, and open one at a time. */
export function isPhoneCamera(track: MediaStreamTrack): boolean {
  return track.getSettings().facingMode !== undefined;
}

/** Without permission the browser lists devices without names. */
export function isNamed({ deviceId, label }: MediaDeviceInfo): boolean {
  return deviceId !== "" && label !== "";
}

/** The slice of `MediaDevices` that is used. */
export type MediaDevicesPort = Pick<
  MediaDevices,
  | "getUserMedia"
  | "enumerateDevices"
  | "addEventListener"
  | "removeEventListener"
>;

const INPUT = { microphone: "audioinput", camera: "videoinput" } as const;

/** The listed device of that kind and id. */
export function deviceOf(
  kind: DeviceKind,
  id: string,
  devices: readonly Device[],
): Device | undefined {
  return devices.find((each) => each.id === id && each.kind === INPUT[kind]);
}

/**
 * Devices to try for one that is gone, best first: the chosen one and the one
 * last used, as what merely stumbled should go on before another takes over,
 * then the browser's order. What failed repeatedly comes last, or not at all.
 *
 * @param tried Whether the best was tried before, and is to be left out.
 */
export function prospects(
  { kind, failures, deviceId: used }: Line,
  chosen: Capture["chosen"],
  inputs: readonly MediaDeviceInfo[],
  tried: boolean,
  nowMs: number,
): string[] {
  const listed = inputs
    .filter((each) => each.kind === INPUT[kind] && isNamed(each))
    .map(({ deviceId }) => deviceId);
  // Without a choice the browser gives the first of its list.
  const best = chosen?.id ?? listed[0];
  const rank = (id: string) =>
    failures.count(id) > 1 ? 3 : id === best ? 0 : id === used ? 1 : 2;
  return listed
    .filter((id) => !failures.isShunned(id, nowMs) && !(tried && id === best))
    .sort((one, other) => rank(one) - rank(other));
}

/** What is wrong, seen in the list of devices: names go with the permission, a busy device may be unplugged. */
export function problemNow(
  kind: DeviceKind,
  inputs: readonly MediaDeviceInfo[],
  before: MediaProblem,
): MediaProblem {
  const listed = inputs.filter((each) => each.kind === INPUT[kind]);
  if (listed.length === 0) return before === "busy" ? "ended" : before;
  return before === "ended" && !listed.some(isNamed) ? "denied" : before;
}

/** Whether the chosen device, for which another stands in, is to be used again after the list has changed. */
export function isBack(
  { kind, deviceId, failures }: Line,
  { chosen, fallback, refusal }: Capture,
  before: readonly Device[],
  devices: readonly Device[],
  nowMs: number,
): boolean {
  if (chosen === null || chosen.id === deviceId) return false;
  if (deviceOf(kind, chosen.id, devices) === undefined) return false;
  if (failures.isShunned(chosen.id, nowMs)) return false;
  // What was refused must have been away before it is back.
  const waiting = fallback !== null && refusal === null;
  return waiting || deviceOf(kind, chosen.id, before) === undefined;
}

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
        this.devices = infos.filter(isNamed)
          .map(({ deviceId: id, label, kind }) => ({ id, label, kind }));
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
