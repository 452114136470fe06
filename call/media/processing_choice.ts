/** Which processing can be switched here, on this device. @module */
import type { DeviceKind } from "./media_snapshot.ts";
import { PROCESSING_OF, type ProcessingName } from "./processing.ts";

/** What of a kind can be switched: the browser knows it, and the device does it both ways. */
export function switchable(
  kind: DeviceKind,
  known: Readonly<Partial<Record<ProcessingName, boolean>>>,
  capabilities: Readonly<Partial<Record<ProcessingName, unknown>>>,
): ProcessingName[] {
  return PROCESSING_OF[kind].filter((name) => {
    const can = capabilities[name];
    return known[name] === true && Array.isArray(can) && can.includes(false) &&
      can.some((each) => each !== false);
  });
}
