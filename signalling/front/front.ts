/**
 * What stands between the network and the app in a process of our own: it
 * accepts connections, counts them, gives each request's head ten seconds, and
 * serves WebSockets itself ({@linkcode WireSocket}). All else goes to a server
 * of Deno's on the loopback, byte for byte.
 *
 * On Deno Deploy none of this runs: the platform's own front end does it.
 *
 * @module
 */
import { type AddressRange, clientAddress, isFrom } from "../address.ts";
import { type Clock, systemClock } from "../clock.ts";
import { FrontConnection } from "./front_connection.ts";
import type { Handler, Refuse } from "./front_connection.ts";

/** What a front is made of. */
export interface FrontOptions {
  readonly hostname: string;
  readonly port: number;
  /** The app. */
  readonly handler: Handler;
  /** The answer to what is no request. */
  readonly refuse: Refuse;
  readonly maxMessageBytes: number;
  readonly headTimeoutMs: number;
  readonly connections: { readonly total: number; readonly perAddress: number };
  readonly trustedProxies: readonly AddressRange[];
  readonly clock?: Clock;
}

/** After a failed `accept`, say for want of file descriptors. */
const ACCEPT_PAUSE_MS = 50;
/** What is still under way at the end is given this long. */
const SHUTDOWN_MS = 5_000;

/** A listening server. */
export class Front {
  readonly #options: FrontOptions;
  readonly #clock: Clock;
  readonly #listener: Deno.TcpListener;
  readonly #inner: Deno.HttpServer<Deno.NetAddr>;
  readonly #open = new Set<FrontConnection>();
  readonly #byAddress = new Map<string, number>();
  #closing = false;
  #allGone: () => void = () => {};
  readonly #accepting: Promise<void>;
  #ended: Promise<void> | null = null;

  constructor(options: FrontOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#inner = Deno.serve({
      hostname: "127.0.0.1",
      port: 0,
      automaticCompression: true,
      onListen: () => {},
      onError: () => options.refuse(500),
    }, (req, info) => {
      // It would be one that nobody guards.
      const upgrade = req.headers.get("upgrade")?.toLowerCase() ?? "";
      return upgrade.includes("websocket")
        ? options.refuse(400)
        : options.handler(req, info);
    });
    const { hostname, port } = options;
    this.#listener = Deno.listen({ hostname, port });
    this.#accepting = this.#accept();
  }

  /** Where it listens. */
  get addr(): Deno.NetAddr {
    return this.#listener.addr;
  }

  /** Connections now, for tests of what is released. */
  get held(): { connections: number; addresses: number } {
    return { connections: this.#open.size, addresses: this.#byAddress.size };
  }

  /** Accepts nobody new, and ends what is under way. Idempotent. */
  shutdown(): Promise<void> {
    return this.#ended ??= this.#shutdown();
  }

  async #shutdown(): Promise<void> {
    this.#closing = true;
    this.#listener.close();
    for (const connection of this.#open) connection.endIfIdle();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#allGone = resolve;
    const cancel = this.#clock.after(SHUTDOWN_MS, resolve);
    if (this.#open.size === 0) resolve();
    const served = this.#inner.shutdown();
    await promise;
    cancel();
    for (const connection of this.#open) connection.destroy();
    await Promise.all([served, this.#accepting]);
  }

  async #accept(): Promise<void> {
    while (!this.#closing) {
      try {
        this.#adopt(await this.#listener.accept());
      } catch {
        if (this.#closing) return;
        await new Promise<void>((resolve) =>
          this.#clock.after(ACCEPT_PAUSE_MS, resolve)
        );
      }
    }
  }

  #adopt(tcp: Deno.TcpConn): void {
    const address = this.#admit(tcp.remoteAddr.hostname);
    if (address === null) return tcp.close();
    const connection = new FrontConnection(tcp, {
      ...this.#options,
      clock: this.#clock,
      innerPort: this.#inner.addr.port,
    });
    this.#open.add(connection);
    connection.run().finally(() => {
      this.#open.delete(connection);
      this.#release(address);
      if (this.#open.size === 0) this.#allGone();
    });
  }

  /** Whom to count for a connection, or `null` if there are too many. */
  #admit(remote: string): string | null {
    const { connections, trustedProxies } = this.#options;
    if (this.#open.size >= connections.total) return null;
    if (isFrom(remote, trustedProxies)) return "";
    const address = clientAddress(remote, null, []);
    const count = this.#byAddress.get(address) ?? 0;
    if (count >= connections.perAddress) return null;
    this.#byAddress.set(address, count + 1);
    return address;
  }

  #release(address: string): void {
    const count = this.#byAddress.get(address) ?? 0;
    if (count > 1) this.#byAddress.set(address, count - 1);
    else this.#byAddress.delete(address);
  }
}
