/** What is wrong with a device, or has happened to it, keyed by reason. @module */
import type {
  Capture,
  DeviceKind,
  MediaProblem,
} from "../../call/media/media_snapshot.ts";

const ASK: Record<DeviceKind, string> = {
  camera: "camera",
  microphone: "microphone",
};

/** Why a device gives nothing, and what to do about it. */
export function deviceWords(kind: DeviceKind, problem: MediaProblem): string {
  const device = ASK[kind];
  switch (problem) {
    case "denied":
      return `This page may not use your ${device}. Allow it, then try again.`;
    case "denied-by-system":
      return `Your system keeps the browser from the ${device}. Allow it there, then try again.`;
    case "missing":
      return `No ${device} was found. Connect one, then try again.`;
    case "busy":
      return `Another program is using your ${device}. Close it, then try again.`;
    case "ended":
      return `Your ${device} was disconnected. Connect one and it is used at once, or try again.`;
    case "unknown":
      return `Your ${device} did not start. Try again, or choose another one.`;
  }
}

const REFUSED: Record<MediaProblem, (device: string) => string> = {
  "denied": (device) => `Your browser may not use ${device}.`,
  "denied-by-system": (device) =>
    `Your system keeps the browser from ${device}.`,
  "missing": (device) => `${device} is no longer connected.`,
  "busy": (device) => `Another program is using ${device}.`,
  "ended": (device) => `${device} is no longer connected.`,
  "unknown": (device) => `${device} did not start.`,
};

/** Nobody can say from here whether it is a switch, a cover, a key or another call. */
const INTERRUPTED: Record<DeviceKind, string> = {
  camera:
    "Your camera is turned off by a switch or cover of its own, or by your system. Turn it on there, and it resumes automatically.",
  microphone:
    "Your microphone is muted by a switch of its own, or by your system. Unmute it there, and it resumes automatically.",
};

/** What has happened to a device that still works, or works again by itself; `null` where nothing has. */
export function deviceNotice(
  kind: DeviceKind,
  capture: Capture,
): string | null {
  const { refusal, fallback, interrupted, on, track } = capture;
  if (refusal !== null) {
    const why = REFUSED[refusal.problem](refusal.device || `That ${kind}`);
    return track === null ? why : `${why} You stay on the one before.`;
  }
  if (interrupted && on) return INTERRUPTED[kind];
  if (fallback !== null) {
    const from = fallback.from || `Your ${kind}`;
    return `${from} is not available. Using ${fallback.to} until it is back.`;
  }
  return null;
}
