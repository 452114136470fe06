/** What a page remembers of a person between visits, on their own device only. @module */
import * as v from "valibot";
import { MAX_NAME_CHARS } from "./peer_message.ts";

const KEY = "duet.preferences.1";

const Preferences = v.object({
  name: v.fallback(v.pipe(v.string(), v.maxLength(MAX_NAME_CHARS)), ""),
});
/** The name that the person goes by. */
export type Preferences = v.InferOutput<typeof Preferences>;

/** Gives the slice of `Storage` that is used; throws where the browser forbids it. */
export type StoragePort = () => Pick<
  Storage,
  "getItem" | "setItem" | "removeItem"
>;

/** What was remembered; nothing where storage is blocked or says nonsense. */
export function loadPreferences(storage: StoragePort): Preferences {
  try {
    const stored: unknown = JSON.parse(storage().getItem(KEY) ?? "{}");
    return v.parse(Preferences, { name: "", ...Object(stored) });
  } catch {
    return { name: "" };
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
