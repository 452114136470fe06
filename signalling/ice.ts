/**
 * ICE servers and TURN credentials.
 *
 * @module
 */
import { createHmac } from "node:crypto";
import type { IceServer } from "./protocol.ts";

/** Where credentials come from. */
export type TurnAuth =
  | { type: "static"; username: string; credential: string }
  /** coturn's `use-auth-secret`. */
  | { type: "ephemeral"; secret: string; ttlMs: number };

/** What the operator has configured. */
export interface IceConfig {
  readonly stunUrls: readonly string[];
  readonly turn:
    | null
    | { readonly urls: readonly string[]; readonly auth: TurnAuth };
}

/** 96 bits: no two addresses share a name by chance. */
const USER_BYTES = 12;

/**
 * Servers to hand out. A person alone gets no credentials: nobody is there to
 * be relayed to.
 *
 * @param address What the person's address is counted under; names the user of
 * ephemeral credentials.
 */
export function iceServers(
  config: IceConfig,
  audience: "alone" | "paired",
  nowMs: number,
  address: string,
): IceServer[] {
  const servers: IceServer[] = [];
  if (config.stunUrls.length > 0) servers.push({ urls: [...config.stunUrls] });
  if (audience === "paired" && config.turn !== null) {
    const { urls, auth } = config.turn;
    const credentials = auth.type === "static"
      ? { username: auth.username, credential: auth.credential }
      : ephemeralCredentials(
        auth.secret,
        nowMs + auth.ttlMs,
        turnUser(auth.secret, address),
      );
    servers.push({ urls: [...urls], ...credentials });
  }
  return servers;
}

/** When credentials are replaced by new ones: well before they expire. */
export function iceRenewMs({ turn }: IceConfig): number | null {
  return turn?.auth.type === "ephemeral" ? turn.auth.ttlMs / 2 : null;
}

/** Credentials that the TURN server can check without having seen them. */
export function ephemeralCredentials(
  secret: string,
  expiresMs: number,
  user: string,
): { username: string; credential: string } {
  const username = `${Math.floor(expiresMs / 1000)}:${user}`;
  const credential = createHmac("sha1", secret).update(username)
    .digest("base64");
  return { username, credential };
}

/**
 * The user that an address is at the TURN server. coturn applies `user-quota`
 * to this part of the username, without the time before it: all credentials of
 * one address share one quota, whichever process has made them. Without the
 * secret nobody can tell the address from the name, or test a guess.
 */
export function turnUser(secret: string, address: string): string {
  // A key of its own: `secret` itself signs usernames, which clients see.
  const key = createHmac("sha256", secret).update("duet turn user").digest();
  return createHmac("sha256", key).update(address).digest()
    .subarray(0, USER_BYTES).toString("base64url");
}
