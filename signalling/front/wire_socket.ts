/**
 * The server's end of a WebSocket, over a TCP connection of our own.
 *
 * Deno's own buffers frames of up to 64 MiB before a handler sees a byte, and
 * waits without end for a peer that does not answer a close frame. Here a
 * connection holds one message of the protocol, and goes when it is closed.
 *
 * @module
 */
import type { Clock } from "../clock.ts";
import type { FrontSocket, SocketHandlers } from "../upgrade.ts";
import {
  type FrameProblem,
  FrameReader,
  type FrameSink,
  PROBLEM_CODE,
} from "./frame_reader.ts";
import { closeFrame, pongFrame, textFrame } from "./frame_writer.ts";

/** Time for a peer to answer our close frame, and to take our last words. */
const CLOSE_GRACE_MS = 1_000;
/** Pings are not answered while this much is unsent: the last one will be (§ 5.5.3). */
const BACKLOG_BYTES = 4_096;

/** Where bytes come from and go to. */
export type ByteStream = Pick<Deno.Conn, "read" | "write" | "close">;

/** `WebSocket`'s states; a port has no statics. */
const State = { open: 1, closing: 2, closed: 3 } as const;

/** A WebSocket after its handshake. Nothing here throws. */
export class WireSocket implements FrontSocket {
  readyState: 1 | 2 | 3 = State.open;
  readonly #stream: ByteStream;
  readonly #clock: Clock;
  readonly #reader: FrameReader;
  #handlers: SocketHandlers | null = null;
  #unsent: Uint8Array<ArrayBuffer>[] = [];
  #unsentBytes = 0;
  #flushing: Promise<void> | null = null;
  #cancelGrace: () => void = () => {};
  #heardClose = false;
  readonly #sink: FrameSink = {
    message: (data) => {
      if (this.readyState === State.open) this.#handlers?.message(data);
    },
    ping: (payload) => this.#pong(payload),
    // Answered with the same code (§ 5.5.1).
    close: (code) => {
      this.#heardClose = true;
      this.close(code);
    },
  };

  constructor(
    stream: ByteStream,
    clock: Clock,
    maxMessageBytes: number,
    rest: Uint8Array,
  ) {
    this.#stream = stream;
    this.#clock = clock;
    this.#reader = new FrameReader(maxMessageBytes, rest);
  }

  /** Bytes that the peer has not taken yet. */
  get bufferedAmount(): number {
    return this.#unsentBytes;
  }

  /** Says who is told. */
  listen(handlers: SocketHandlers): void {
    this.#handlers = handlers;
  }

  /** Sends a text message; nothing unless open. */
  send(text: string): void {
    if (this.readyState === State.open) this.#enqueue(textFrame(text));
  }

  /** Says goodbye, and hangs up when it is answered or {@linkcode CLOSE_GRACE_MS} later. */
  close(code: number | null = 1000): void {
    if (this.readyState !== State.open) return;
    this.readyState = State.closing;
    this.#enqueue(closeFrame(code));
    this.#cancelGrace = this.#clock.after(CLOSE_GRACE_MS, () => this.destroy());
  }

  /** Hangs up. */
  destroy(): void {
    if (this.readyState === State.closed) return;
    this.readyState = State.closed;
    this.#cancelGrace();
    this.#unsent = [];
    this.#unsentBytes = 0;
    try {
      this.#stream.close();
    } catch {
      // The other end was faster.
    }
    this.#handlers?.closed();
  }

  /** Lives, from the handshake to the end. */
  async run(): Promise<void> {
    try {
      this.#handlers?.opened();
      await this.#listen();
      await this.#flushing;
    } catch {
      // The connection has broken.
    } finally {
      this.destroy();
    }
  }

  async #listen(): Promise<void> {
    for (let count: number | null = 0; count !== null;) {
      const problem = this.#reader.read(count, this.#sink);
      if (problem !== null) return await this.#fail(problem);
      if (this.#heardClose) return;
      count = await this.#stream.read(this.#reader.room());
    }
  }

  /**
   * Says why. What still comes is thrown away: to hang up on unread bytes would
   * reset the connection, and our last words with it.
   */
  async #fail(problem: FrameProblem): Promise<void> {
    if (problem === "too-big") this.#handlers?.oversized();
    this.close(PROBLEM_CODE[problem]);
    this.#handlers?.failed();
    const bin = new Uint8Array(BACKLOG_BYTES);
    while (await this.#stream.read(bin) !== null);
  }

  #pong(payload: Uint8Array): void {
    if (this.readyState !== State.open) return;
    if (this.#unsentBytes < BACKLOG_BYTES) this.#enqueue(pongFrame(payload));
  }

  #enqueue(frame: Uint8Array<ArrayBuffer>): void {
    this.#unsent.push(frame);
    this.#unsentBytes += frame.length;
    this.#flushing ??= this.#flush();
  }

  /** What has gathered while one write was under way goes out with the next. */
  async #flush(): Promise<void> {
    try {
      while (this.#unsent.length > 0) {
        const bytes = joined(this.#unsent);
        this.#unsent = [];
        for (let sent = 0; sent < bytes.length;) {
          const count = await this.#stream.write(bytes.subarray(sent));
          sent += count;
          this.#unsentBytes = Math.max(0, this.#unsentBytes - count);
        }
      }
    } catch {
      this.destroy();
    } finally {
      this.#flushing = null;
    }
  }
}

function joined(frames: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = frames;
  if (only !== undefined && frames.length === 1) return only;
  const length = frames.reduce((sum, { length }) => sum + length, 0);
  const all = new Uint8Array(length);
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return all;
}
