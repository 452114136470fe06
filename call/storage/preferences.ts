/** What a page remembers of a person between visits, on their own device only. @module */
import * as v from "valibot";
import { MAX_NAME_CHARS } from "../messages/person_name.ts";
import type { StoragePort } from "./storage_area.ts";

const KEY = "duet.preferences.1";
/** No browser makes longer ids or names of devices, in characters. */
const MAX_DEVICE_CHARS = 512;

const DeviceText = v.pipe(v.string(), v.maxLength(MAX_DEVICE_CHARS));
const Chosen = v.fallback(
  v.nullable(v.object({ id: DeviceText, label: DeviceText })),
  null,
);

const Switch = v.optional(v.boolean());

const Preferences = v.object({
  /** The name that the person goes by. */
  name: v.fallback(v.pipe(v.string(), v.maxLength(MAX_NAME_CHARS)), ""),
  /** Whether the other person shall not learn their address, nor they theirs. */
  relayOnly: v.fallback(v.boolean(), false),
  /** Whether they are asked before anybody joins them. */
  asksFirst: v.fallback(v.boolean(), false),
  /** Whether a sound tells who comes and goes. */
  sounds: v.fallback(v.boolean(), true),
  /** What was switched on when they last switched it. */
  microphoneOn: v.fallback(v.boolean(), true),
  cameraOn: v.fallback(v.boolean(), true),
  /** The devices that they chose; `null`: whatever the browser gives. */
  microphone: Chosen,
  camera: Chosen,
  speaker: Chosen,
  /** What the browser shall do to sound and picture, where they have said so. */
  processing: v.fallback(
    v.object({
      echoCancellation: Switch,
      noiseSuppression: Switch,
      autoGainControl: Switch,
      voiceIsolation: Switch,
      backgroundBlur: Switch,
    }),
    {},
  ),
});
/** What a person has chosen, whatever the call. */
export type Preferences = v.InferOutput<typeof Preferences>;

/** Of a person who has chosen nothing yet. */
export const NO_PREFERENCES: Preferences = {
  name: "",
  relayOnly: false,
  asksFirst: false,
  sounds: true,
  microphoneOn: true,
  cameraOn: true,
  microphone: null,
  camera: null,
  speaker: null,
  processing: {},
};

/** What was remembered; nothing where storage is blocked or says nonsense. */
export function loadPreferences(storage: StoragePort): Preferences {
  try {
    const stored: unknown = JSON.parse(storage().getItem(KEY) ?? "{}");
    return v.parse(Preferences, { ...NO_PREFERENCES, ...Object(stored) });
  } catch {
    return NO_PREFERENCES;
  }
}

/** Remembers what has changed, where storage is allowed; all else stays. */
export function savePreferences(
  storage: StoragePort,
  change: Partial<Preferences>,
): void {
  try {
    const preferences = { ...loadPreferences(storage), ...change };
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A full or forbidden storage costs comfort only.
  }
}
