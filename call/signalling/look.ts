/**
 * Owner of a look into a room, from its lobby: who is there, by the name that
 * they gave, without a seat. It gives up quietly, as joining will tell what is
 * wrong; and it rests while nobody sees the page. Whoever joins goes on with its
 * socket, which saves them the opening of another.
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

/** Looks, from now until it is disposed of, or its socket is taken. */
export class Look implements Disposable {
  readonly #room: RoomKeys;
  readonly #onSeen: (presence: Presence | null) => void;
  readonly #ends: readonly Disposable[];
  #socket: WebSocket | null = null;
  /** Whether the server lets one join over this socket. */
  #mayJoin = false;
  #read: Promise<void> = Promise.resolve();
  readonly #allowance = serverAllowance(performance.now());

  constructor(
    room: RoomKeys,
    onSeen: (presence: Presence | null) => void,
  ) {
    this.#room = room;
    this.#onSeen = onSeen;
    this.#ends = [
      watchWaking(() => this.#open()),
      watchHiding(() => this.#close()),
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
    for (const end of this.#ends) end[Symbol.dispose]();
    this.#close();
  }

  #open(): void {
    if (document.visibilityState === "hidden" || this.#socket !== null) return;
    const socket = signallingSocket(this.#room.key);
    this.#socket = socket;
    const openedAtMs = performance.now();
    const look: LookMessage = { type: "look", token: this.#room.token };
    socket.onopen = () => socket.send(JSON.stringify(look));
    socket.onmessage = ({ data }) => this.#hear(socket, data);
    socket.onclose = ({ code }) => {
      this.#close();
      // Its time is over; a server that ends it sooner would have us spin.
      const lastedMs = performance.now() - openedAtMs;
      if (code === CloseCode.normal && lastedMs >= STABLE_AFTER_MS) {
        this.#open();
      }
    };
  }

  #hear(socket: WebSocket, data: unknown): void {
    if (!this.#allowance.take(performance.now())) return this.#close();
    const parsed = parseServerMessage(data);
    if (!parsed.ok || parsed.message.type !== "present") return;
    this.#mayJoin = parsed.message.mayJoin ?? false;
    const presence = readCards(this.#room, parsed.message);
    // One after the other, so that the latest news is the last.
    this.#read = this.#read.then(async () => {
      const seen = await presence;
      if (this.#socket === socket) this.#onSeen(seen);
    });
  }

  #close(): void {
    this.#release()?.close(CloseCode.normal);
  }

  /** Lets go of the socket, which may live on. */
  #release(): WebSocket | null {
    const socket = this.#socket;
    this.#socket = null;
    this.#mayJoin = false;
    if (socket === null) return null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    this.#onSeen(null);
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
