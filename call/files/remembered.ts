/** Whether a tab remembers files: asked before the code is there that knows them. @module */
import type { StoragePort } from "../storage/preferences.ts";

/** Where in the session's storage they lie. */
export const FILES_KEY = "duet.files.1";

/** Whether there may be files of the call that this tab has. */
export function remembersFiles(storage: StoragePort, tab: string): boolean {
  try {
    return storage().getItem(FILES_KEY)?.includes(JSON.stringify(tab)) ?? false;
  } catch {
    return false;
  }
}
