/** Which device to ask for, and which to try next; from lists alone. @module */
import type { DeviceFailures } from "./device_failures.ts";
import type {
  Capture,
  Chosen,
  Device,
  DeviceKind,
  Facing,
  MediaProblem,
} from "./media_snapshot.ts";
import { type Processing, processingOf } from "./processing.ts";

/** What choosing needs to know of one kind's device. */
export interface DeviceInUse {
  readonly kind: DeviceKind;
  /** The device of the track in use, or the last that was. */
  readonly deviceId: string | null;
  readonly failures: DeviceFailures;
}

const SIZE: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** What is asked of a device of that kind, and of which one. */
export function constraints(
  kind: DeviceKind,
  deviceId: ConstrainDOMStringParameters | null,
  processing: Processing,
): MediaTrackConstraints {
  return {
    ...(deviceId && { deviceId }),
    ...processingOf(kind, processing),
    ...(kind === "camera" && SIZE),
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

const INPUT = { microphone: "audioinput", camera: "videoinput" } as const;

const FACES: readonly (readonly [Facing, RegExp])[] = [
  ["user", /\bfront\b/i],
  ["environment", /\b(back|rear)\b/i],
];

interface Capable {
  getCapabilities(): MediaTrackCapabilities;
}

/** Not in Firefox, nor in what only lists speakers. */
function hasCapabilities(
  info: MediaDeviceInfo & Partial<Capable>,
): info is MediaDeviceInfo & Capable {
  return typeof info.getCapabilities === "function";
}

/** Where a listed camera looks, as the browser says or as its name does. */
export function facingOf(info: MediaDeviceInfo): Facing | null {
  const modes = hasCapabilities(info) ? info.getCapabilities().facingMode : [];
  const known = FACES.find(([facing, name]) =>
    modes?.includes(facing) || name.test(info.label)
  );
  return info.kind === "videoinput" && known ? known[0] : null;
}

/** What was chosen, among what is listed: by id, or by name, as some browsers give new ids to each visit. */
export function recognized(
  kind: DeviceKind,
  { id, label }: Chosen,
  devices: readonly Device[],
): Device | undefined {
  return deviceOf(kind, id, devices) ??
    devices.find((each) =>
      label !== "" && each.label === label && each.kind === INPUT[kind]
    );
}

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
  { kind, failures, deviceId: used }: DeviceInUse,
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
  { kind, deviceId, failures }: DeviceInUse,
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
