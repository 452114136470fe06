/**
 * How a request becomes a WebSocket: by Deno, or by whoever stands in front.
 *
 * @module
 */
import type { SocketPort } from "./connection.ts";

/** Whom a socket tells what happens to it. */
export interface SocketHandlers {
  opened(): void;
  message(data: unknown): void;
  /** A message is larger than any may be; nothing more is heard. */
  oversized(): void;
  /** It has broken; `closed` may never come. */
  failed(): void;
  /** It is gone for good; may be said more than once. */
  closed(): void;
}

/** A socket that knows whom to tell. */
export interface FrontSocket extends SocketPort {
  listen(handlers: SocketHandlers): void;
}

/** What the server needs of a WebSocket of Deno's. */
export type NativeSocket =
  & SocketPort
  & Pick<WebSocket, "onopen" | "onmessage" | "onerror" | "onclose">;

/** A socket of either kind. */
export type ServerSocket = FrontSocket | NativeSocket;

/** Makes a WebSocket of a request, as Fresh's `ctx.upgrade` does. */
export type Upgrade = (
  options: { protocol: string; idleTimeout: number },
) => { socket: ServerSocket; response: Response };

/** Requests do not outlive their answers, and neither does what is noted here. */
const offers = new WeakMap<Request, Upgrade>();

/** Says how this request is to be upgraded, on its way to the route. */
export function offerUpgrade(req: Request, upgrade: Upgrade): void {
  offers.set(req, upgrade);
}

/** How this request is to be upgraded, if anyone has said. */
export function offeredUpgrade(req: Request): Upgrade | undefined {
  return offers.get(req);
}

/** Wires a socket of either kind. */
export function listen(socket: ServerSocket, handlers: SocketHandlers): void {
  if ("listen" in socket) return socket.listen(handlers);
  socket.onopen = () => handlers.opened();
  socket.onmessage = (event) => handlers.message(event.data);
  socket.onerror = () => handlers.failed();
  socket.onclose = () => handlers.closed();
}
