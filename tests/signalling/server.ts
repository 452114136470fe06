import { createHash, randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../../signalling/clock.ts";
import { readConfig } from "../../signalling/config.ts";
import { Front } from "../../signalling/front/front.ts";
import { MAX_MESSAGE_BYTES } from "../../signalling/protocol.ts";
import { createSignalling } from "../../signalling/signalling.ts";

/** A signalling server on a free port. */
export class TestServer implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly signalling;
  /** What stands in front of Deno's server, if anything does. */
  readonly front: Front | null;
  readonly #server: { addr: Deno.NetAddr; shutdown(): Promise<void> };

  constructor(
    env: Record<string, string> = {},
    clock: Clock = systemClock,
    front = false,
  ) {
    const config = readConfig((name) => env[name]);
    this.signalling = createSignalling(
      config,
      clock,
      { random: () => 0.5, log: (line) => this.lines.push(line) },
    );
    const address = { hostname: "127.0.0.1", port: 0 };
    const handler: Deno.ServeHandler = (req, { remoteAddr }) =>
      this.signalling.handle({
        req,
        remoteAddr,
        key: new URL(req.url).pathname.split("/").at(-1) ?? "",
        upgrade: (options) => Deno.upgradeWebSocket(req, options),
      });
    this.front = front
      ? new Front({
        ...config,
        ...address,
        handler,
        refuse: (status) => new Response("no request\n", { status }),
        maxMessageBytes: MAX_MESSAGE_BYTES,
      })
      : null;
    this.#server = this.front ??
      Deno.serve({ ...address, onListen: () => {} }, handler);
  }

  get port(): number {
    return this.#server.addr.port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.signalling.drain();
    await this.#server.shutdown();
  }
}

/** Starts a server. */
export type Start = (
  env?: Record<string, string>,
  clock?: Clock,
) => TestServer;

/** A test of what must be so with Deno's own WebSockets, and with the front's. */
export function onBoth(
  name: string,
  fn: (start: Start) => Promise<void>,
): void {
  for (const front of [false, true]) {
    const start: Start = (env, clock) => new TestServer(env, clock, front);
    Deno.test(front ? `${name} (front)` : name, () => fn(start));
  }
}

/** What two people share. */
export interface RoomAccess {
  readonly token: string;
  readonly key: string;
}

/** A room that nobody else has. */
export function newRoom(): RoomAccess {
  const token = randomBytes(32).toString("base64url");
  return { token, key: createHash("sha256").update(token).digest("base64url") };
}
