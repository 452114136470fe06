/**
 * Owner of the way to the server: one WebSocket, asked whether it still works,
 * and another beside it when it falls silent.
 *
 * @module
 */
import type { Clock } from "../../signalling/clock.ts";
import {
  type ClientMessage,
  CloseCode,
  SUBPROTOCOL,
} from "../../signalling/protocol.ts";

/** The slice of `WebSocket` that is used; a fake implements it whole. */
export type SocketPort = Pick<
  WebSocket,
  "send" | "close" | "readyState" | "onopen" | "onmessage" | "onclose"
>;

/** What the line needs from outside. */
export interface LinePorts {
  /** Opens a socket to the room with this key, or hands over one that is open. */
  connect(key: string, subprotocol: string): SocketPort;
  readonly clock: Clock;
}

/** What the line reports. */
export interface LineHandlers {
  /** A socket is open, the first or one that replaces another: join with it. */
  onOpen(): void;
  onFrame(frame: unknown): void;
  /** Nothing is open or on its way any more. */
  onLost(code: number): void;
}

/** No answer to the first words within this time: try another socket. */
export const JOIN_DEADLINE_MS = 5_000;
/** No answer to a probe within this time: open another socket beside it. */
export const PROBE_DEADLINE_MS = 300;
/** No answer to a ping within this time: suspect the socket. */
export const PONG_DEADLINE_MS = 2_000;

/** `WebSocket.OPEN`; a port has no statics. */
const OPEN = 1;

/** Holds one socket, or two while one replaces the other. */
export class SignallingLine {
  readonly #ports: LinePorts;
  readonly #handlers: LineHandlers;
  #key = "";
  #socket: SocketPort | null = null;
  /** Opened beside a socket that has fallen silent. */
  #candidate: SocketPort | null = null;
  /** Whether the socket was open before we had it, and has not spoken since. */
  #unproven = false;
  #cancelPing = () => {};
  #cancelDeadline = () => {};

  constructor(ports: LinePorts, handlers: LineHandlers) {
    this.#ports = ports;
    this.#handlers = handlers;
  }

  /** Whether there is a socket, open or not yet. */
  get isUp(): boolean {
    return this.#socket !== null;
  }

  /** Opens a socket to the room with this key, and lets go of the one before. */
  open(key: string): void {
    this.close();
    this.#key = key;
    const socket = this.#connect();
    if (socket === null) return this.#lose(0);
    this.#adopt(socket);
    if (socket.readyState === OPEN) this.#goOnWith();
    else socket.onopen = () => this.#handlers.onOpen();
  }

  /** Lets go of every socket: an orphan's events must reach nobody. */
  close(): void {
    this.#cancelPing();
    this.#cancelDeadline();
    this.#dropCandidate();
    this.#unproven = false;
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(CloseCode.normal);
  }

  /** Says it, if somebody may hear it. */
  say(message: ClientMessage): void {
    // What is said to a socket on its way out is kept in the outbox.
    if (this.#socket?.readyState !== OPEN) return;
    try {
      this.#socket.send(JSON.stringify(message));
    } catch (error) {
      // As good as lost on the way: the silence that follows is asked about.
      console.warn("A socket did not send.", error);
    }
  }

  /**
   * The socket has spoken, and so lives. Until it has `joined` it still owes the
   * answer to the first words, whatever else comes.
   */
  trust(joined: boolean): void {
    if (!joined && !this.#unproven) return;
    this.#unproven = false;
    this.#dropCandidate();
    this.#cancelPing();
    this.#cancelDeadline();
    if (!joined) this.#expectWithin(JOIN_DEADLINE_MS, () => this.#lose(0));
  }

  /** Asks after that time of silence whether the socket still works. */
  pingAfter(silenceMs: number): void {
    this.#cancelPing();
    this.#cancelPing = this.#ports.clock.after(
      silenceMs,
      () => this.#ask(PONG_DEADLINE_MS),
    );
  }

  /** Asks now, and expects a quick answer. */
  probe(): void {
    this.#ask(PROBE_DEADLINE_MS);
  }

  #ask(deadlineMs: number): void {
    // One that is being replaced need not be asked.
    if (this.#candidate !== null) return;
    this.say({ type: "ping" });
    this.#expectWithin(deadlineMs, () => this.#openBeside());
  }

  /**
   * A socket that was open before may have died unseen, in sleep. Its answer to
   * `join` can take its time, where a room is full; a pong does not.
   */
  #goOnWith(): void {
    this.#unproven = true;
    this.#handlers.onOpen();
    this.#ask(PROBE_DEADLINE_MS);
  }

  /**
   * Opens another socket beside a silent one: after a change of address the old
   * one stays silent for minutes, and a new one works at once. Whichever speaks
   * first is kept.
   */
  #openBeside(): void {
    const candidate = this.#connect();
    if (candidate === null) return this.#lose(0);
    this.#candidate = candidate;
    candidate.onopen = () => {
      this.#candidate = null;
      this.close();
      this.#adopt(candidate);
      this.#handlers.onOpen();
    };
    candidate.onclose = () => this.#lose(0);
    this.#expectWithin(JOIN_DEADLINE_MS, () => this.#lose(0));
  }

  /** `null` where the browser opens no socket: another attempt may get one. */
  #connect(): SocketPort | null {
    try {
      return this.#ports.connect(this.#key, SUBPROTOCOL);
    } catch (error) {
      console.warn("No socket could be opened.", error);
      return null;
    }
  }

  #adopt(socket: SocketPort): void {
    this.#socket = socket;
    socket.onopen = null;
    socket.onmessage = (event) => this.#handlers.onFrame(event.data);
    socket.onclose = (event) => this.#closed(event.code);
    this.#expectWithin(JOIN_DEADLINE_MS, () => this.#lose(0));
  }

  #dropCandidate(): void {
    const candidate = this.#candidate;
    this.#candidate = null;
    if (candidate === null) return;
    candidate.onopen = candidate.onclose = null;
    candidate.close(CloseCode.normal);
  }

  /** One that was open before may close unheard: nothing is lost by that yet. */
  #closed(code: number): void {
    if (!this.#unproven) this.#lose(code);
    else if (this.#candidate === null) this.#openBeside();
  }

  #lose(code: number): void {
    this.close();
    this.#handlers.onLost(code);
  }

  #expectWithin(deadlineMs: number, otherwise: () => void): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#ports.clock.after(deadlineMs, otherwise);
  }
}
