import { createHash, randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../../signalling/clock.ts";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";

/** A signalling server on a free port. */
export class TestServer implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly signalling;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(env: Record<string, string> = {}, clock: Clock = systemClock) {
    this.signalling = createSignalling(
      readConfig((name) => env[name]),
      clock,
      { random: () => 0.5, log: (line) => this.lines.push(line) },
    );
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (req, { remoteAddr }) =>
        this.signalling.handle({
          req,
          remoteAddr,
          key: new URL(req.url).pathname.split("/").at(-1) ?? "",
          upgrade: (options) => Deno.upgradeWebSocket(req, options),
        }),
    );
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
