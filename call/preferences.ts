/** What a page remembers of a person between visits, on their own device only. @module */
import * as v from "valibot";
import { MAX_NAME_CHARS } from "./peer_message.ts";

const KEY = "duet.preferences.1";

const Preferences = v.object({
  /** The name that the person goes by. */
  name: v.fallback(v.pipe(v.string(), v.maxLength(MAX_NAME_CHARS)), ""),
  /** Whether the other person shall not learn their address, nor they theirs. */
  relayOnly: v.fallback(v.boolean(), false),
  /** Whether a sound tells who comes and goes. */
  sounds: v.fallback(v.boolean(), true),
});
/** What a person has chosen, whatever the call. */
export type Preferences = v.InferOutput<typeof Preferences>;

const NONE: Preferences = { name: "", relayOnly: false, sounds: true };

/** Gives the slice of `Storage` that is used; throws where the browser forbids it. */
export type StoragePort = () => Pick<
  Storage,
  "getItem" | "setItem" | "removeItem"
>;

/** What was remembered; nothing where storage is blocked or says nonsense. */
export function loadPreferences(storage: StoragePort): Preferences {
  try {
    const stored: unknown = JSON.parse(storage().getItem(KEY) ?? "{}");
    return v.parse(Preferences, { ...NONE, ...Object(stored) });
  } catch {
    return NONE;
  }
}

/** Remembers, where storage is allowed. */
export function savePreferences(
  storage: StoragePort,
  preferences: Preferences,
): void {
  try {
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A full or forbidden storage costs comfort only.
  }
}
