/**
 * Which ICE servers a person in a room is given, and when others.
 *
 * Credentials belong to the person, not to the `join`: who resumes is given the
 * same again, and so is who stays while others come and go. Else whoever joins
 * often would collect credentials, and spend the limit of the person who stays.
 *
 * @module
 */
import type { IceServer } from "./protocol.ts";
import type { Occupant } from "./seat.ts";

/** Where servers come from. */
export interface IceRules {
  /** ICE servers for somebody who waits alone, or who has a peer. */
  ice(audience: "alone" | "paired", address: string): IceServer[];
  /** Whether this address may be given TURN credentials once more. */
  admitRelay(address: string, nowMs: number): boolean;
  /** How long credentials are good before they are replaced; `null`: for ever. */
  readonly iceRenewMs: number | null;
}

/** After a refusal, TURN credentials are due again so much later. */
export const RELAY_RETRY_MS = 5_000;

/**
 * The servers of somebody who has a peer: the same ones until they are due.
 * Past the limit of the address, the earlier ones or none with TURN, until the
 * next try.
 */
export function relayServers(
  rules: IceRules,
  occupant: Occupant,
  nowMs: number,
): IceServer[] {
  const { ice, iceDueMs, address } = occupant;
  if (ice !== null && nowMs < iceDueMs) return ice;
  if (rules.admitRelay(address, nowMs)) {
    occupant.iceDueMs = nowMs + (rules.iceRenewMs ?? Infinity);
    return occupant.ice = rules.ice("paired", address);
  }
  occupant.iceDueMs = nowMs + RELAY_RETRY_MS;
  return ice ?? rules.ice("alone", address);
}
