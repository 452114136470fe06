/**
 * The head of an HTTP/1.1 request (RFC 9112), read strictly: what two parsers
 * could read in two ways is refused, so that what is checked here is what the
 * server behind gets to see. So is what that server would refuse by itself: its
 * own refusals carry none of our headers.
 *
 * @module
 */

/** Longer heads are refused; browsers stay far below. */
export const MAX_HEAD_BYTES = 16 * 1024;

/** More fields are refused; Deno's server takes 128. */
export const MAX_FIELDS = 100;

/** A request without a body: nothing here has use for one. */
export interface RequestHead {
  readonly method: string;
  /** As it came: mostly a path with a query. */
  readonly target: string;
  readonly headers: Headers;
}

/** Why there is none. */
export type HeadProblem = "malformed" | "bad-version" | "has-body" | "too-long";

/** A head, or what is wrong with it. */
export type ParsedHead =
  | { ok: true; head: RequestHead }
  | { ok: false; reason: HeadProblem };

/** RFC 9110 § 15 has a status for each. */
export const HEAD_STATUS: Readonly<Record<HeadProblem, number>> = {
  "malformed": 400,
  "bad-version": 505,
  "has-body": 413,
  "too-long": 431,
};

const CR = 13, LF = 10;
const REQUEST_LINE =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([\x21-\x7e]+) HTTP\/(\d)\.(\d)$/;
/** Origin form or absolute form (RFC 9112 § 3.2); nothing here answers others. */
const TARGET = /^(?:\/|https?:\/\/[^/?#])/i;
const FIELD_LINE =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/;

/**
 * Where a head ends: after its empty line.
 *
 * @param from Bytes before it have been searched already.
 * @returns The number of its bytes, or `null` while there are too few.
 */
export function headLength(bytes: Uint8Array, from = 0): number | null {
  let at = Math.max(0, from - 3);
  while ((at = bytes.indexOf(LF, at)) >= 0) {
    if (at >= 3 && bytes[at - 2] === LF && bytes[at - 1] === CR) return at + 1;
    at++;
  }
  return null;
}

/** How many empty lines stand before a request; RFC 9112 § 2.2 skips them. */
export function blankLength(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
  return at;
}

/** Reads a head from its first byte to its empty line. Never throws. */
export function parseHead(bytes: Uint8Array): ParsedHead {
  if (bytes.length > MAX_HEAD_BYTES) return { ok: false, reason: "too-long" };
  const [first = "", ...lines] = latin1(bytes).split("\r\n").slice(0, -2);
  const [, method = "", target = "", major, minor] = REQUEST_LINE.exec(first) ??
    [];
  if (method === "" || method === "CONNECT") {
    return { ok: false, reason: "malformed" };
  }
  if (lines.length > MAX_FIELDS) return { ok: false, reason: "too-long" };
  if (major !== "1" || (minor !== "0" && minor !== "1")) {
    return { ok: false, reason: "bad-version" };
  }
  const headers = fields(lines);
  if (headers === null || !hasOneHost(lines, minor) || !TARGET.test(target)) {
    return { ok: false, reason: "malformed" };
  }
  const length = headers.get("content-length") ?? "0";
  return length !== "0" || headers.has("transfer-encoding")
    ? { ok: false, reason: "has-body" }
    : { ok: true, head: { method, target, headers } };
}

function fields(lines: string[]): Headers | null {
  const headers = new Headers();
  for (const line of lines) {
    const [, name, value] = FIELD_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    headers.append(name, value);
  }
  return headers;
}

/** RFC 9112 § 3.2; HTTP/1.0 knows no `Host`. */
function hasOneHost(lines: string[], minor: string): boolean {
  const hosts = lines.filter((line) => /^host:/i.test(line)).length;
  return hosts === 1 || (hosts === 0 && minor === "0");
}

/** One character a byte; `TextDecoder` takes ISO-8859-1 for windows-1252. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Whether a request asks for a WebSocket, rightly or not. */
export function wantsWebSocket(headers: Headers): boolean {
  return (headers.get("upgrade") ?? "").toLowerCase().split(",")
    .some((token) => token.trim() === "websocket");
}

/** The request that a head makes, or `null` when its address is none. */
export function toRequest({ method, target, headers }: RequestHead):
  | Request
  | null {
  const url = target.startsWith("/")
    ? URL.parse(`http://${headers.get("host") ?? "localhost"}${target}`)
    : URL.parse(target);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  try {
    return new Request(url, { method, headers });
  } catch {
    return null;
  }
}
