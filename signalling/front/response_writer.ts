/**
 * Writes a short answer and means to hang up: refusals, mostly.
 *
 * @module
 */
import { STATUS_CODES } from "node:http";

/** Writes a whole response. */
export async function writeResponse(
  stream: Pick<Deno.Conn, "write">,
  response: Response,
  method: string,
): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set("connection", "close");
  headers.set("content-length", String(body.length));
  headers.set("date", new Date().toUTCString());
  const { status } = response;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...[...headers].map(([name, value]) => `${name}: ${value}`),
    "\r\n",
  ].join("\r\n");
  const start = new TextEncoder().encode(head);
  const bytes = new Uint8Array(
    start.length + (method === "HEAD" ? 0 : body.length),
  );
  bytes.set(start);
  if (method !== "HEAD") bytes.set(body, start.length);
  for (let sent = 0; sent < bytes.length;) {
    sent += await stream.write(bytes.subarray(sent));
  }
}
