/**
 * ICE servers and TURN credentials.
 *
 * @module
 */
import { createHmac, randomBytes } from "node:crypto";
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

/**
 * Servers to hand out. A person alone gets no credentials: nobody is there to
 * be relayed to, and whoever collects credentials gets fewer.
 */
export function iceServers(
  config: IceConfig,
  audience: "alone" | "paired",
  nowMs: number,
): IceServer[] {
  const servers: IceServer[] = [];
  if (config.stunUrls.length > 0) servers.push({ urls: [...config.stunUrls] });
  if (audience === "paired" && config.turn !== null) {
    const { urls, auth } = config.turn;
    const credentials = auth.type === "static"
      ? { username: auth.username, credential: auth.credential }
      : ephemeralCredentials(auth.secret, nowMs + auth.ttlMs, newUser());
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

/** Random, so that the TURN server's log does not tell who calls whom. */
function newUser(): string {
  return randomBytes(9).toString("base64url");
}
