/**
 * One TCP connection from outside: requests one after the other, and perhaps a
 * WebSocket at the end.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import { offerUpgrade } from "../upgrade.ts";
import { HeadReader } from "./head_reader.ts";
import {
  HEAD_STATUS,
  type RequestHead,
  toRequest,
  wantsWebSocket,
} from "./request_head.ts";
import { writeResponse } from "./response_writer.ts";
import { WireSocket } from "./wire_socket.ts";

/** The app, as `Deno.serve` would call it. */
export type Handler = (
  req: Request,
  info: Deno.ServeHandlerInfo,
) => Response | Promise<Response>;
/** Makes a response of a status. */
export type Refuse = (status: number) => Response;

/** What a connection needs of its front. */
export interface ConnectionOptions {
  readonly handler: Handler;
  readonly refuse: Refuse;
  readonly maxMessageBytes: number;
  /** From the first byte of a head, or of the connection, to the head's end. */
  readonly headTimeoutMs: number;
  readonly clock: Clock;
  /** Where Deno's own server listens. */
  readonly innerPort: number;
}

/** Between requests, and for a response of which nothing is taken. */
const IDLE_TIMEOUT_MS = 60_000;
/** To take a refusal, while what still comes is thrown away. */
const REFUSAL_MS = 1_000;
/** To read of a response at once. */
const CHUNK_BYTES = 16 * 1024;
/** RFC 6455 § 1.3. */
const HANDSHAKE_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** One connection. Nothing here throws. */
export class FrontConnection {
  readonly #tcp: Deno.TcpConn;
  readonly #options: ConnectionOptions;
  readonly #heads: HeadReader;
  #inner: Deno.TcpConn | null = null;
  #responses: Promise<void> = Promise.resolve();
  /** No more requests follow. */
  #finishing = false;
  #socket: WireSocket | null = null;
  #timerMs = Infinity;
  #deadlineMs = 0;
  #cancelTimer: () => void = () => {};

  constructor(tcp: Deno.TcpConn, options: ConnectionOptions) {
    this.#tcp = tcp;
    this.#options = options;
    this.#heads = new HeadReader(tcp, () => this.#allow(options.headTimeoutMs));
  }

  /** Lives, until both sides have gone. */
  async run(): Promise<void> {
    try {
      this.#tcp.setNoDelay();
      this.#allow(this.#options.headTimeoutMs);
      await this.#serve();
    } catch {
      // One of the two connections has broken, or time is up.
    } finally {
      this.destroy();
      await this.#responses;
    }
  }

  /** Hangs up unless a response is under way. */
  endIfIdle(): void {
    if (this.#inner === null && this.#socket === null) this.destroy();
  }

  /** Hangs up. */
  destroy(): void {
    this.#cancelTimer();
    this.#socket?.destroy();
    hangUp(this.#tcp);
    if (this.#inner !== null) hangUp(this.#inner);
  }

  async #serve(): Promise<void> {
    for (;;) {
      const parsed = await this.#heads.next();
      if (parsed === null) return await this.#finish();
      this.#allow(IDLE_TIMEOUT_MS);
      if (!parsed.ok) {
        await this.#finish();
        return await this.#refuse(HEAD_STATUS[parsed.reason]);
      }
      if (wantsWebSocket(parsed.head.headers)) {
        await this.#finish();
        return await this.#upgrade(parsed.head);
      }
      await this.#forward(parsed.bytes);
    }
  }

  async #forward(bytes: Uint8Array): Promise<void> {
    this.#inner ??= await this.#connect();
    await writeAll(this.#inner, bytes);
  }

  async #connect(): Promise<Deno.TcpConn> {
    const inner = await Deno.connect({
      hostname: "127.0.0.1",
      port: this.#options.innerPort,
    });
    inner.setNoDelay();
    this.#responses = this.#pump(inner).catch(() => {})
      // Deno's server is done with this connection, so we are.
      .finally(() => {
        if (!this.#finishing) hangUp(this.#tcp);
      });
    return inner;
  }

  async #pump(inner: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (;;) {
      const count = await inner.read(buffer);
      if (count === null) return;
      await writeAll(this.#tcp, buffer.subarray(0, count));
      if (!this.#heads.reading) this.#allow(IDLE_TIMEOUT_MS);
    }
  }

  /** Lets Deno's server say its last words. */
  async #finish(): Promise<void> {
    this.#finishing = true;
    if (this.#inner === null) return;
    await this.#inner.closeWrite();
    await this.#responses;
  }

  async #refuse(status: number): Promise<void> {
    await writeResponse(this.#tcp, this.#options.refuse(status), "GET");
    this.#allow(REFUSAL_MS);
    await this.#heads.discard();
  }

  async #upgrade(head: RequestHead): Promise<void> {
    const req = toRequest(head);
    if (req === null) return await this.#refuse(400);
    let subprotocol = "";
    offerUpgrade(req, ({ protocol }) => {
      subprotocol = protocol;
      const { clock, maxMessageBytes } = this.#options;
      const rest = this.#heads.rest();
      const socket = new WireSocket(this.#tcp, clock, maxMessageBytes, rest);
      this.#socket = socket;
      return { socket, response: new Response(null, { status: 101 }) };
    });
    const response = await this.#options.handler(req, {
      remoteAddr: this.#tcp.remoteAddr,
      completed: Promise.resolve(),
    });
    if (this.#socket === null || response.status !== 101) {
      return await writeResponse(this.#tcp, response, head.method);
    }
    await writeAll(this.#tcp, handshake(head.headers, subprotocol));
    this.#cancelTimer();
    await this.#socket.run();
  }

  #allow(ms: number): void {
    this.#deadlineMs = this.#options.clock.now() + ms;
    if (this.#deadlineMs < this.#timerMs) this.#watch();
  }

  /** One timer for all deadlines: most are put off before they are met. */
  #watch(): void {
    const { clock } = this.#options;
    const leftMs = this.#deadlineMs - clock.now();
    if (leftMs <= 0) return this.destroy();
    this.#cancelTimer();
    this.#timerMs = this.#deadlineMs;
    this.#cancelTimer = clock.after(leftMs, () => this.#watch());
  }
}

/** RFC 6455 § 4.2.2. */
function handshake(headers: Headers, subprotocol: string): Uint8Array {
  const accept = createHash("sha1")
    .update(`${headers.get("sec-websocket-key")}${HANDSHAKE_GUID}`)
    .digest("base64");
  return new TextEncoder().encode([
    "HTTP/1.1 101 Switching Protocols",
    "Connection: Upgrade",
    "Upgrade: websocket",
    `Sec-WebSocket-Accept: ${accept}`,
    `Sec-WebSocket-Protocol: ${subprotocol}`,
    "\r\n",
  ].join("\r\n"));
}

async function writeAll(stream: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) {
    sent += await stream.write(bytes.subarray(sent));
  }
}

function hangUp(tcp: Deno.TcpConn): void {
  try {
    tcp.close();
  } catch {
    // It was closed already.
  }
}
