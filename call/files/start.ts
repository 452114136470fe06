/** Transfers of files in a real browser. @module */
import { privateFiles } from "./private_files.ts";
import { memoryStorage } from "./store.ts";
import {
  createTransfers,
  type TransferPorts,
  type Transfers,
} from "./transfers.ts";

/** Starts with the best place for files that this browser has. */
export function startTransfers(
  ports: Omit<TransferPorts, "openStorage">,
): Promise<Transfers> {
  const { storage, locks } = navigator;
  const now = () => ports.clock.now();
  return createTransfers({
    ...ports,
    openStorage: async (folder) =>
      await privateFiles({ storage, locks, now }, folder) ?? memoryStorage(),
  });
}
