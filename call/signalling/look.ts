/**
 * Owner of a look into a room, from its lobby: who is there, by the name that
 * they gave, without a seat. Where the server is away it says so, and looks again
 * by itself; where it wants no look it gives up quietly. It rests while nobody
 * sees the page. Whoever joins goes on with its socket, which saves them the
 * opening of another.
 *
 * @module
 */
import "../dispose_symbol.ts";
import { openCard } from "../../sealing/card.ts";
import type { RoomKeys } from "../../sealing/key_schedule.ts";
import {
  CloseCode,
  type Look as LookMessage,
  parseServerMessage,
  type Present,
} from "../../signalling/protocol.ts";
import { personName } from "../messages/peer_message.ts";
import { STABLE_AFTER_MS } from "./backoff.ts";
import { Reconnection, type ReconnectionPorts } from "./reconnection.ts";
import { serverAllowance } from "./server_allowance.ts";
import { signallingSocket } from "./signalling_socket.ts";
import { watchHiding, watchWaking } from "./waking.ts";

/** What a look shows. */
export interface Presence {
  /** The names of those who are there; empty for one who gave none. */
  readonly names: readonly string[];
  /** Whether nobody else is let in. */
  readonly locked: boolean;
}

/** The server is there, and lets nobody look, or not so often. */
const WANTS_NO_LOOK: ReadonlySet<number> = new Set([
  CloseCode.badMessage,
  CloseCode.refused,
  CloseCode.rate,
]);

/** What a look shows, that the server is away, or nothing that is known. */
export type LookOutcome = Presence | "unreached" | null;

/** Looks, from now until it is disposed of, or its socket is taken. */
export class Look implements Disposable {
  readonly #room: RoomKeys;
  readonly #onSeen: (seen: LookOutcome) => void;
  readonly #ports: ReconnectionPorts;
  readonly #reconnection: Reconnection;
  readonly #ends: readonly Disposable[];
  #socket: WebSocket | null = null;
  /** Whether the server lets one join over this socket. */
  #mayJoin = false;
  #ended = false;
  #read: Promise<void> = Promise.resolve();
  readonly #allowance = serverAllowance(performance.now());

  constructor(
    room: RoomKeys,
    onSeen: (seen: LookOutcome) => void,
    ports: ReconnectionPorts,
  ) {
    this.#room = room;
    this.#onSeen = onSeen;
    this.#ports = ports;
    this.#reconnection = new Reconnection(ports, () => this.#open());
    this.#ends = [
      watchWaking(() => this.#open()),
      watchHiding(() => this.#rest()),
    ];
    this.#open();
  }

  /**
   * Ends the look.
   *
   * @returns Its socket, to join over it; `null` where a new one is needed.
   */
  take(): WebSocket | null {
    const socket = this.#mayJoin ? this.#socket : null;
    const open = socket?.readyState === WebSocket.OPEN;
    if (open) this.#release();
    this[Symbol.dispose]();
    return open ? socket : null;
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    for (const end of this.#ends) end[Symbol.dispose]();
    this.#rest();
  }

  /** Looks no more, until it is opened again. */
  #rest(): void {
    this.#reconnection.cancel();
    this.#close();
  }

  #open(): void {
    if (document.visibilityState === "hidden" || this.#socket !== null) return;
    this.#reconnection.cancel();
    let socket: WebSocket;
    try {
      socket = signallingSocket(this.#room.key);
    } catch (error) {
      console.warn("No socket could be opened.", error);
      return void this.#lost(0);
    }
    this.#socket = socket;
    const openedAtMs = performance.now();
    const look: LookMessage = { type: "look", token: this.#room.token };
    socket.onopen = () => socket.send(JSON.stringify(look));
    socket.onmessage = ({ data }) => this.#hear(socket, data);
    socket.onclose = ({ code }) => {
      const lastedMs = performance.now() - openedAtMs;
      if (code !== CloseCode.normal) return void this.#lost(code);
      this.#close();
      // Its time is over; a server that ends it sooner would have us spin.
      if (lastedMs >= STABLE_AFTER_MS) this.#open();
    };
  }

  /** Tries again; whether the server is away, a plain request tells. */
  async #lost(code: number): Promise<void> {
    this.#release();
    if (WANTS_NO_LOOK.has(code)) return this.#onSeen(null);
    this.#reconnection.schedule();
    const reached = await this.#ports.reachable();
    if (this.#socket !== null || this.#ended) return;
    this.#onSeen(reached ? null : "unreached");
  }

  #hear(socket: WebSocket, data: unknown): void {
    if (!this.#allowance.take(performance.now())) return this.#rest();
    const parsed = parseServerMessage(data);
    if (!parsed.ok || parsed.message.type !== "present") return;
    this.#mayJoin = parsed.message.mayJoin ?? false;
    const presence = readCards(this.#room, parsed.message);
    // One after the other, so that the latest news is the last.
    this.#read = this.#read.then(async () => {
      const seen = await presence;
      if (this.#socket !== socket) return;
      this.#reconnection.reset();
      this.#onSeen(seen);
    });
  }

  #close(): void {
    this.#release()?.close(CloseCode.normal);
    this.#onSeen(null);
  }

  /** Lets go of the socket, which may live on. */
  #release(): WebSocket | null {
    const socket = this.#socket;
    this.#socket = null;
    this.#mayJoin = false;
    if (socket === null) return null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    return socket;
  }
}

/** What the cards of those who are there say. */
async function readCards(
  room: RoomKeys,
  { people, locked }: Present,
): Promise<Presence> {
  const names = people.map(async ({ card }) => {
    const name = card === undefined ? null : await openCard(room, card);
    return personName(name ?? "");
  });
  return { names: await Promise.all(names), locked };
}
