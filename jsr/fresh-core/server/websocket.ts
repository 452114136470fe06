import { HttpError } from "./error.ts";

/** What `ctx.upgrade` calls on a socket's events. */
export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** Handed on to `Deno.upgradeWebSocket`. */
export interface WebSocketUpgradeOptions {
  /** Seconds of silence after which the socket is closed. @default {120} */
  idleTimeout?: number;
  /** The subprotocol to select. */
  protocol?: string;
}

function isHandlers(
  value: WebSocketHandlers | WebSocketUpgradeOptions | undefined,
): value is WebSocketHandlers {
  return value !== undefined &&
    ["open", "message", "close", "error"].some((event) =>
      typeof Reflect.get(value, event) === "function"
    );
}

/** What `ctx.upgrade` does with or without handlers. */
export function upgrade(
  req: Request,
  first?: WebSocketHandlers | WebSocketUpgradeOptions,
  second?: WebSocketUpgradeOptions,
): { socket: WebSocket; response: Response } | Response {
  if (req.headers.get("upgrade") !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  if (!isHandlers(first)) return Deno.upgradeWebSocket(req, first);
  const { socket, response } = Deno.upgradeWebSocket(req, second);
  socket.addEventListener("open", () => first.open?.(socket));
  socket.addEventListener("message", (event) => first.message?.(socket, event));
  socket.addEventListener(
    "close",
    ({ code, reason }) => first.close?.(socket, code, reason),
  );
  socket.addEventListener("error", (event) => first.error?.(socket, event));
  return response;
}
