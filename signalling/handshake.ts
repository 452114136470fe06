/**
 * What a request must be before it becomes a WebSocket.
 *
 * Deno checks none of this: a socket has no same-origin policy, so without the
 * Origin check any page on the web could sit in a room with its visitor's
 * address.
 *
 * @module
 */
import * as v from "valibot";
import { Base64Url256, SUBPROTOCOL } from "./protocol.ts";

/** Why a request is turned away; also the name under which it is counted. */
export type Refusal =
  | "not-websocket"
  | "bad-handshake"
  | "bad-key"
  | "bad-origin"
  | "bad-subprotocol"
  | "draining"
  | "too-many-sockets"
  | "busy";

const ANSWERS: Record<Refusal, [status: number, words: string]> = {
  "not-websocket": [426, "This address speaks WebSocket only."],
  "bad-handshake": [400, "This is not a WebSocket handshake of version 13."],
  "bad-key": [400, "This is not the key of a room."],
  "bad-origin": [403, "Only pages of this site may connect here."],
  "bad-subprotocol": [400, `The subprotocol must be ${SUBPROTOCOL}.`],
  "draining": [503, "This server is going away. Try again."],
  "too-many-sockets": [429, "Too many connections from your address."],
  "busy": [503, "This server is full. Try again later."],
};

/** Says no in plain words. */
export function refuse(refusal: Refusal): Response {
  const [status, words] = ANSWERS[refusal];
  const headers = new Headers({
    "cache-control": "no-store",
    "content-type": "text/plain; charset=utf-8",
  });
  if (refusal === "not-websocket") {
    headers.set("connection", "Upgrade");
    headers.set("upgrade", "websocket");
  }
  if (status === 429 || status === 503) headers.set("retry-after", "5");
  return new Response(`${words}\n`, { status, headers });
}

/** What is wrong with a request for a room, or `null`. */
export function checkHandshake(
  req: Request,
  key: string,
  publicOrigin: string | null,
): Refusal | null {
  if (!tokens(req, "upgrade").includes("websocket")) return "not-websocket";
  if (
    req.headers.get("sec-websocket-version") !== "13" ||
    !req.headers.has("sec-websocket-key") ||
    !tokens(req, "connection").includes("upgrade")
  ) return "bad-handshake";
  if (!originAllowed(req, publicOrigin)) return "bad-origin";
  const subprotocols = tokens(req, "sec-websocket-protocol");
  if (!subprotocols.includes(SUBPROTOCOL)) return "bad-subprotocol";
  return v.is(Base64Url256, key) ? null : "bad-key";
}

/**
 * Whether the page that connects is ours: its origin is exactly the configured
 * one. Where none is configured, its host and port are those of the request; the
 * scheme is not compared, because a proxy may have ended TLS.
 */
export function originAllowed(
  req: Request,
  publicOrigin: string | null,
): boolean {
  const header = req.headers.get("origin");
  const origin = header === null ? null : URL.parse(header);
  if (origin === null || origin.origin !== header) return false;
  if (origin.protocol !== "https:" && origin.protocol !== "http:") return false;
  if (publicOrigin !== null) return origin.origin === publicOrigin;
  const host = req.headers.get("host") ?? new URL(req.url).host;
  return URL.parse(`${origin.protocol}//${host}`)?.host === origin.host;
}

function tokens(req: Request, header: string): string[] {
  return (req.headers.get(header) ?? "").toLowerCase().split(",")
    .map((token) => token.trim());
}
