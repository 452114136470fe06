/**
 * The life of one socket: what it may say, when, and how much.
 *
 * @module
 */
import type { Clock } from "./clock.ts";
import {
  type ClientMessage,
  CloseCode,
  type ErrorCode,
  type Join,
  type Look,
  parseClientMessage,
  type ServerMessage,
} from "./protocol.ts";
import type { Member, RoomHub } from "./room_hub.ts";
import { opens } from "./secrets.ts";
import { TokenBucket } from "./token_bucket.ts";

/** What a connection needs of a WebSocket. */
export type SocketPort = Pick<
  WebSocket,
  "send" | "close" | "bufferedAmount" | "readyState"
>;

/** The numbers. */
export interface ConnectionRules {
  readonly joinTimeoutMs: number;
  /** How long somebody may look; they can ask again. */
  readonly lookTimeoutMs: number;
  readonly heartbeatTimeoutMs: number;
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** More than this unsent means that the other end does not read. */
  readonly bufferedBytes: number;
}

/** What a connection gets from its owner. */
export interface ConnectionPorts {
  readonly hub: RoomHub;
  readonly clock: Clock;
  /** What the socket's address is counted under. */
  readonly address: string;
  /** Whether this address may join once more. */
  admitJoin(): boolean;
  /** Whether this address may look once more. */
  admitLook(): boolean;
  /** Called once, when the seat has been released; `why` is a fixed word. */
  ended(why: EndReason): void;
}

/** How a connection ended. */
export type EndReason =
  | ErrorCode
  | "closed"
  | "closed-by-room"
  | "looked"
  | "silent"
  | "too-slow"
  | "drained"
  | "broken";

/** `WebSocket.OPEN`; a port has no statics. */
const OPEN = 1;
const PING = JSON.stringify({ type: "ping" } satisfies ServerMessage);
const PONG = JSON.stringify({ type: "pong" } satisfies ServerMessage);

/** One socket in the room with this key. Nothing here throws. */
export class Connection implements Member {
  readonly id: string = crypto.randomUUID();
  readonly #socket: SocketPort;
  readonly #key: string;
  readonly #rules: ConnectionRules;
  readonly #ports: ConnectionPorts;
  readonly #messages: TokenBucket;
  #heardMs: number;
  #cancelTimer: () => void;
  /** What this socket has been made by its first message, and by one more. */
  #role: "none" | "guest" | "looker" = "none";
  #probed = false;
  #ended = false;

  constructor(
    socket: SocketPort,
    key: string,
    rules: ConnectionRules,
    ports: ConnectionPorts,
  ) {
    this.#socket = socket;
    this.#key = key;
    this.#rules = rules;
    this.#ports = ports;
    const nowMs = ports.clock.now();
    this.#heardMs = nowMs;
    this.#messages = new TokenBucket(
      rules.messageBurst,
      rules.messagesPerSecond,
      nowMs,
    );
    this.#cancelTimer = ports.clock.after(
      rules.joinTimeoutMs,
      () => this.#fail("join-timeout", CloseCode.badMessage),
    );
  }

  /** A frame has come. */
  receive(frame: unknown): void {
    if (this.#ended) return;
    try {
      this.#receive(frame);
    } catch {
      this.#broken();
    }
  }

  /** A frame was too large to be taken in. */
  oversized(): void {
    if (!this.#ended) this.#fail("too-big", CloseCode.tooBig);
  }

  /** The socket has closed or failed; may be said more than once. */
  lost(): void {
    this.#end("closed", CloseCode.normal);
  }

  /** The process is going away. */
  drain(afterMs: number): void {
    this.#say({ type: "drain", afterMs });
    this.#end("drained", CloseCode.drain);
  }

  deliver(text: string): void {
    if (this.#ended || this.#socket.readyState !== OPEN) return;
    if (this.#socket.bufferedAmount > this.#rules.bufferedBytes) {
      return this.#end("too-slow", CloseCode.tooBig);
    }
    try {
      this.#socket.send(text);
    } catch {
      this.#broken();
    }
  }

  probe(): void {
    this.#probed = true;
    this.deliver(PING);
  }

  close(code: number): void {
    this.#end("closed-by-room", code);
  }

  #receive(frame: unknown): void {
    const nowMs = this.#ports.clock.now();
    this.#heardMs = nowMs;
    // Answers that we ask for are free: else whoever knocks often enough could
    // have those inside turned out.
    if (!this.#probed && !this.#messages.take(nowMs)) {
      return this.#fail("rate", CloseCode.rate);
    }
    const parsed = parseClientMessage(frame);
    if (!parsed.ok) {
      return this.#fail(
        parsed.reason,
        parsed.reason === "too-big" ? CloseCode.tooBig : CloseCode.badMessage,
      );
    }
    if (this.#probed) {
      this.#probed = false;
      this.#ask((hub) => hub.answer(this));
    }
    const { message } = parsed;
    if (message.type === "join" || message.type === "look") {
      this.#enter(message);
    } else if (this.#role === "guest") this.#accept(message, String(frame));
    else this.#fail("expected-join", CloseCode.badMessage);
  }

  /** The first message says what the socket is for; who looks may join later. */
  #enter(message: Join | Look): void {
    const joinsLater = this.#role === "looker" && message.type === "join";
    if (this.#role !== "none" && !joinsLater) {
      return this.#fail("already-joined", CloseCode.badMessage);
    }
    if (!opens(message.token, this.#key)) {
      return this.#fail("bad-token", CloseCode.refused);
    }
    const { admitJoin, admitLook } = this.#ports;
    if (!(message.type === "join" ? admitJoin() : admitLook())) {
      return this.#fail("rate", CloseCode.rate);
    }
    this.#cancelTimer();
    if (message.type === "join") this.#join(message);
    else this.#look();
  }

  #join({ resume, data, page, locked }: Join): void {
    this.#role = "guest";
    this.#watch(this.#rules.heartbeatTimeoutMs);
    const { address } = this.#ports;
    const claim = { resume, data, page, locked, address };
    this.#ask((hub) => hub.join(this.#key, this, claim));
  }

  #look(): void {
    this.#role = "looker";
    // A dead one would not be noticed: it has nothing to say.
    this.#cancelTimer = this.#ports.clock.after(
      this.#rules.lookTimeoutMs,
      () => this.#end("looked", CloseCode.normal),
    );
    this.#ask((hub) => hub.look(this.#key, this));
  }

  #accept(
    message: Exclude<ClientMessage, Join | Look>,
    text: string,
  ): void {
    switch (message.type) {
      case "card":
        return this.#ask((hub) => hub.card(this, message.card));
      case "lock":
        return this.#ask((hub) => hub.lock(this, message.locked));
      case "release":
        return this.#ask((hub) => hub.release(this, message));
      case "signal":
        return this.#ask((hub) => hub.send(this, message, text));
      case "leave":
        return this.#ask((hub) => hub.leave(this));
      case "ping":
        return this.deliver(PONG);
      case "pong":
        return;
    }
  }

  /** One timer for all messages: it looks when the last one came. */
  #watch(delayMs: number): void {
    this.#cancelTimer = this.#ports.clock.after(delayMs, () => {
      const silentMs = this.#ports.clock.now() - this.#heardMs;
      const leftMs = this.#rules.heartbeatTimeoutMs - silentMs;
      if (leftMs > 0) this.#watch(leftMs);
      else this.#end("silent", CloseCode.heartbeat);
    });
  }

  /** A hub that fails is a server that fails. */
  #ask(ask: (hub: RoomHub) => Promise<void>): void {
    try {
      ask(this.#ports.hub).catch(() => this.#broken());
    } catch {
      this.#broken();
    }
  }

  #broken(): void {
    this.#end("broken", CloseCode.broken);
  }

  #fail(code: ErrorCode, closeCode: number): void {
    this.#say({ type: "error", code, fatal: true });
    this.#end(code, closeCode);
  }

  #say(message: ServerMessage): void {
    this.deliver(JSON.stringify(message));
  }

  /**
   * Gives up the seat now: Deno sends no `close` event for a peer that does not
   * answer the close frame.
   */
  #end(why: EndReason, closeCode: number): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelTimer();
    try {
      this.#socket.close(closeCode);
    } catch {
      // It was closed, or never opened.
    }
    // The last word: there is nothing left to close if this fails.
    this.#ask((hub) => hub.disconnect(this));
    this.#ports.ended(why);
  }
}
