/** Opens sockets to rooms of the server that this page came from. @module */
import { SUBPROTOCOL } from "../../signalling/protocol.ts";

/** A socket to the room with this key. */
export function signallingSocket(
  key: string,
  subprotocol = SUBPROTOCOL,
): WebSocket {
  const url = new URL(`/api/signal/${key}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return new WebSocket(url, subprotocol);
}
