/** Whether a tab remembers files: asked before the code is there that knows them. @module */
import { FILES_KEY } from "../storage/session_sweep.ts";
import type { StoragePort } from "../storage/storage_area.ts";

/** Whether there may be files of the call that this tab has. */
export function remembersFiles(storage: StoragePort, tab: string): boolean {
  try {
    return storage().getItem(FILES_KEY)?.includes(JSON.stringify(tab)) ?? false;
  } catch {
    return false;
  }
}
