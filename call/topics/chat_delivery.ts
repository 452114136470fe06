/**
 * Sends chat messages in their order, and no faster than the other page takes
 * them: what exceeds its allowance ends the call (`call/peer/peer_allowance.ts`).
 *
 * @module
 */
import type { Clock } from "../../signalling/clock.ts";
import type { ChatLog, ChatMessage } from "../messages/chat.ts";
import { utf8Bytes } from "../messages/graphemes.ts";

/** Sent and not acknowledged, at most. */
const MAX_IN_FLIGHT = 32;
const MAX_IN_FLIGHT_BYTES = 64 * 1024;
/** Sent within a second, at most: no more than half of what the other page takes. */
const PER_SECOND = { messages: 40, bytes: 32 * 1024 };
const SECOND_MS = 1_000;

/** What the delivery needs. */
export interface DeliveryPorts {
  readonly clock: Clock;
  /** @returns Whether the channel was open to take it. */
  send(message: ChatMessage): boolean;
}

/** Sends own messages to one peer; closed to begin with. */
export class ChatDelivery {
  readonly #ports: DeliveryPorts;
  #open = false;
  /** Not sent over this channel yet, oldest first. */
  #queue: ChatMessage[] = [];
  /** Sent and not acknowledged: their lengths in bytes, by id. */
  readonly #inFlight = new Map<string, number>();
  #inFlightBytes = 0;
  /** What has been sent since the second began. */
  #second = { sinceMs: -Infinity, messages: 0, bytes: 0 };
  #cancel: (() => void) | null = null;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** A channel is open: `waiting` are all that the peer has not acknowledged. */
  open(waiting: ChatLog): void {
    this.close();
    this.#open = true;
    this.#queue = [...waiting];
    this.#pump();
  }

  /** The channel is gone; the next one begins with what is not acknowledged. */
  close(): void {
    this.#open = false;
    this.#queue = [];
    this.#inFlight.clear();
    this.#inFlightBytes = 0;
    this.#cancel?.();
    this.#cancel = null;
  }

  /** Sends a new message after all that wait. */
  add(message: ChatMessage): void {
    if (!this.#open) return;
    this.#queue.push(message);
    this.#pump();
  }

  /** The peer has it: there is room for others. */
  acknowledged(id: string): void {
    const bytes = this.#inFlight.get(id);
    if (bytes === undefined) return;
    this.#inFlight.delete(id);
    this.#inFlightBytes -= bytes;
    this.#pump();
  }

  #pump(): void {
    while (this.#open && this.#cancel === null) {
      const [message] = this.#queue;
      if (message === undefined) return;
      const bytes = utf8Bytes(JSON.stringify(message.text));
      const hasRoom = this.#inFlight.size < MAX_IN_FLIGHT &&
        this.#inFlightBytes + bytes <= MAX_IN_FLIGHT_BYTES;
      if (!hasRoom || this.#isTooFast(bytes)) return;
      // A channel that has just closed reports that by itself.
      if (!this.#ports.send(message)) return;
      this.#queue.shift();
      this.#inFlight.set(message.id, bytes);
      this.#inFlightBytes += bytes;
      this.#second.messages++;
      this.#second.bytes += bytes;
    }
  }

  /** Whether this second has no room for it; if so, goes on with the next one. */
  #isTooFast(bytes: number): boolean {
    const { clock } = this.#ports;
    const nowMs = clock.now();
    const goneMs = nowMs - this.#second.sinceMs;
    if (goneMs >= SECOND_MS) {
      this.#second = { sinceMs: nowMs, messages: 0, bytes: 0 };
      return false;
    }
    const fits = this.#second.messages < PER_SECOND.messages &&
      this.#second.bytes + bytes <= PER_SECOND.bytes;
    if (fits) return false;
    this.#cancel = clock.after(SECOND_MS - goneMs, () => {
      this.#cancel = null;
      this.#pump();
    });
    return true;
  }
}
