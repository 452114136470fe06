/** Whether a tab remembers files: asked before the code is there that knows them. @module */
import type { StoragePort } from "../storage/preferences.ts";
import { FILES_KEY } from "../storage/session_sweep.ts";

export { FILES_KEY };

/** Whether there may be files of the call that this tab has. */
export function remembersFiles(storage: StoragePort, tab: string): boolean {
  try {
    return storage().getItem(FILES_KEY)?.includes(JSON.stringify(tab)) ?? false;
  } catch {
    return false;
  }
}

/** Forgets the files of the call that this tab has left. */
export function forgetFiles(storage: StoragePort): void {
  try {
    storage().removeItem(FILES_KEY);
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}
