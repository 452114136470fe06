/**
 * Owner of the room that a connection check opens for itself: random, so that
 * nobody else is in it, and under the rules of every other room, so that what
 * the server hands out here is what it hands out for calls.
 *
 * @module
 */
import { encodeBase64Url } from "../../sealing/bytes.ts";
import { sha256 } from "../../sealing/hash.ts";
import {
  type ClientMessage,
  CloseCode,
  type IceServer,
  parseServerMessage,
} from "../../signalling/protocol.ts";
import { signallingSocket } from "../signalling/signalling_socket.ts";
import { withResolvers } from "../with_resolvers.ts";
import type { StepFailure } from "./connection_check.ts";

/** A seat, or why there is none. */
export type SeatFinding =
  | {
    readonly ok: true;
    readonly ice: readonly IceServer[];
    /** From a ping to its pong. */
    readonly roundTripMs: number;
  }
  | { readonly ok: false; readonly reason: StepFailure };

/** For the socket, the seat and one round trip. */
const SEAT_WITHIN_MS = 5_000;
const TOKEN_BYTES = 32;

/** A room with two seats, both for this page. */
export class CheckRoom {
  readonly #token = encodeBase64Url(
    crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)),
  );
  readonly #sockets: WebSocket[] = [];

  /** Takes one more seat. With the second, relays are handed out. */
  async takeSeat(): Promise<SeatFinding> {
    const key = encodeBase64Url(await sha256(this.#token));
    const socket = signallingSocket(key);
    this.#sockets.push(socket);
    return await this.#sit(socket);
  }

  /** Frees what was taken. */
  leave(): void {
    for (const socket of this.#sockets.splice(0)) {
      say(socket, { type: "leave" });
      socket.close(CloseCode.normal);
    }
  }

  #sit(socket: WebSocket): Promise<SeatFinding> {
    const { promise, resolve } = withResolvers<SeatFinding>();
    const timer = setTimeout(
      () => resolve({ ok: false, reason: "blocked" }),
      SEAT_WITHIN_MS,
    );
    let ice: readonly IceServer[] = [];
    let askedMs = 0;
    socket.onopen = () => say(socket, { type: "join", token: this.#token });
    socket.onmessage = ({ data }) => {
      const parsed = parseServerMessage(data);
      if (!parsed.ok) return resolve({ ok: false, reason: "blocked" });
      const { message } = parsed;
      if (message.type === "joined") {
        ice = message.ice;
        askedMs = performance.now();
        say(socket, { type: "ping" });
      } else if (message.type === "pong") {
        const roundTripMs = performance.now() - askedMs;
        resolve({ ok: true, ice, roundTripMs });
      } else if (message.type === "ping") say(socket, { type: "pong" });
    };
    socket.onclose = ({ code }) =>
      resolve({ ok: false, reason: reasonOf(code) });
    return promise.finally(() => clearTimeout(timer));
  }
}

function reasonOf(code: number): StepFailure {
  if (code === CloseCode.rate) return "limited";
  return code === CloseCode.drain ? "restarting" : "blocked";
}

function say(socket: WebSocket, message: ClientMessage): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.send(JSON.stringify(message));
}
