/**
 * Which ICE servers a connection gathers from, and from when on.
 *
 * @module
 */
import type { IceServer } from "../../signalling/protocol.ts";

/** The slice of `RTCPeerConnection` that is used; a fake implements it whole. */
export type ServerListPort = Pick<
  RTCPeerConnection,
  "connectionState" | "getConfiguration" | "setConfiguration"
>;

/** A server as `RTCConfiguration` takes it: what it has not, is left out. */
export function toRtcIceServer(
  { urls, username, credential }: IceServer,
): RTCIceServer {
  return {
    urls,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { credential }),
  };
}

/** The servers of one connection. */
export class ServerList {
  readonly #pc: ServerListPort;
  #waiting: RTCIceServer[] | null = null;

  constructor(pc: ServerListPort) {
    this.#pc = pc;
  }

  /**
   * Takes other servers, or new credentials for the same. A call that works
   * keeps them for its next restart: handed over, they would have Chromium
   * gather at once, and that restart begin with relays which may be long gone.
   */
  take(servers: readonly IceServer[]): void {
    this.#waiting = servers.map(toRtcIceServer);
    if (this.#pc.connectionState !== "connected") this.use();
  }

  /** To be called before anything is gathered anew. */
  use(): void {
    const iceServers = this.#waiting;
    this.#waiting = null;
    if (iceServers === null) return;
    // Setting the same again would throw the gathered candidates away.
    const current = this.#pc.getConfiguration();
    if (JSON.stringify(current.iceServers) === JSON.stringify(iceServers)) {
      return;
    }
    try {
      this.#pc.setConfiguration({ ...current, iceServers });
    } catch {
      // An address or credentials that the browser does not take. The server has
      // named them, and must not stop what is said after that.
    }
  }
}
