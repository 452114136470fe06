/** How a person likes to see a call, remembered on their own device only. @module */
import * as v from "valibot";
import type { StoragePort } from "../storage/storage_area.ts";
import { CORNERS } from "./corners.ts";

const KEY = "duet.view.1";

const ViewChoice = v.object({
  /** Whether the other's picture fills the page, at the cost of its edges. */
  fill: v.fallback(v.boolean(), false),
  /** Whether one's own picture is on the page. */
  selfShown: v.fallback(v.boolean(), true),
  /** Where it lies. */
  corner: v.fallback(v.picklist(CORNERS), "top-right"),
  /** Whether single letters do something: who dictates types them by accident. */
  letterKeys: v.fallback(v.boolean(), true),
});
/** What a person has chosen. */
export type ViewChoice = v.InferOutput<typeof ViewChoice>;

/** What was remembered; the usual where storage is blocked or says nonsense. */
export function loadView(storage: StoragePort): ViewChoice {
  let stored: unknown = null;
  try {
    stored = JSON.parse(storage().getItem(KEY) ?? "{}");
  } catch {
    // A blocked storage is an empty one.
  }
  return v.parse(ViewChoice, Object(stored));
}

/** Remembers, where storage is allowed. */
export function saveView(storage: StoragePort, choice: ViewChoice): void {
  try {
    storage().setItem(KEY, JSON.stringify(choice));
  } catch {
    // A full or forbidden storage costs comfort only.
  }
}
