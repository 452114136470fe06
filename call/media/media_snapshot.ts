/** Local media as the page sees it: what is captured, from which device, and why not. @module */
import type { Processing } from "./processing.ts";

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

/** Where a phone's camera looks: at the person, or away from them. */
export type Facing = "user" | "environment";

/** One device that can be chosen. */
export interface Device {
  readonly id: string;
  readonly label: string;
  readonly kind: MediaDeviceKind;
  /** `null` for all but a phone's cameras. */
  readonly facing: Facing | null;
}

/** A device that a person chose, here or on another visit. */
export interface Chosen {
  readonly id: string;
  readonly label: string;
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
  readonly chosen: Chosen | null;
  /** Labels, while another device stands in for the chosen one, which is used again when it returns. */
  readonly fallback: { readonly from: string; readonly to: string } | null;
  /** The latest choice, by its label, if it failed; what was in use goes on. */
  readonly refusal: {
    readonly device: string;
    readonly problem: MediaProblem;
  } | null;
  /** Whether a switch of its own, or the system, has muted it for some time now, as during a phone call. */
  readonly interrupted: boolean;
  /** Whether the device in use has ended, and another is on its way in its place. */
  readonly replacing: boolean;
}

/** Whether it is switched on here: wanted, and could be had. */
export function isOn({ on, problem }: Capture): boolean {
  return on && problem === null;
}

/** Whether it is shown as on: switched on here, and not muted elsewhere. */
export function isLive(capture: Capture): boolean {
  return isOn(capture) && !capture.interrupted;
}

/** Whether something has happened to a device that works all the same, or will again. */
export function isUnsteady(
  { on, refusal, interrupted, fallback }: Capture,
): boolean {
  return refusal !== null || (on && interrupted) || fallback !== null;
}

/** Whether the other side may count on it: it is sent, or will be again in a moment. */
export function isSent(
  { on, track, replacing, interrupted }: Capture,
): boolean {
  return on && !interrupted && (track !== null || replacing);
}

/** Everything about local media; replaced whole at each change. */
export interface MediaSnapshot {
  readonly microphone: Capture;
  readonly camera: Capture;
  readonly devices: readonly Device[];
  /** What the person wants done to sound and picture. */
  readonly processing: Processing;
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
  replacing: false,
};

/** No media, both wanted. */
export const NO_MEDIA: MediaSnapshot = {
  microphone: NOTHING,
  camera: NOTHING,
  devices: [],
  processing: {},
  requesting: false,
};
