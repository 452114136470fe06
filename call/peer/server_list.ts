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

/**
 * What a browser takes of these servers, each with one address: one that it
 * refuses would cost all others.
 *
 * @param accepts Whether the browser makes a connection with these.
 */
export function usableServers(
  servers: readonly RTCIceServer[],
  accepts = acceptsServers,
): RTCIceServer[] {
  return servers.flatMap((server) =>
    [server.urls].flat().map((url) => ({ ...server, urls: [url] }))
  ).filter((server) => accepts([server]));
}

function acceptsServers(iceServers: RTCIceServer[]): boolean {
  try {
    new RTCPeerConnection({ iceServers }).close();
    return true;
  } catch (error) {
    console.warn("The browser refuses an ICE server.", error);
    return false;
  }
}

/** The servers of one connection. */
export class ServerList {
  readonly #pc: ServerListPort;
  readonly #accepts: typeof acceptsServers;
  #waiting: RTCIceServer[] | null = null;

  constructor(pc: ServerListPort, accepts = acceptsServers) {
    this.#pc = pc;
    this.#accepts = accepts;
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
    // The server has named them, and must not stop what is said after that.
    if (this.#set(iceServers)) return;
    const usable = usableServers(iceServers, this.#accepts);
    if (usable.length > 0) this.#set(usable);
  }

  /** @returns Whether the browser takes them. */
  #set(iceServers: RTCIceServer[]): boolean {
    // Setting the same again would throw the gathered candidates away.
    const current = this.#pc.getConfiguration();
    if (JSON.stringify(current.iceServers) === JSON.stringify(iceServers)) {
      return true;
    }
    try {
      this.#pc.setConfiguration({ ...current, iceServers });
      return true;
    } catch {
      return false;
    }
  }
}
