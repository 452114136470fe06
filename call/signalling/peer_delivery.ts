/**
 * The page on the other seat, as the server names it, and the numbered messages
 * to and from it: at least once, in order, over lost sockets.
 *
 * @module
 */
import type { ClientMessage, Joined, Peer } from "../../signalling/protocol.ts";
import { Inbox, Outbox, type Pending } from "../messages/outbox.ts";

/** Numbering belongs to a pair of pages; another page, another start. */
export class PeerDelivery {
  readonly #say: (message: ClientMessage) => void;
  #outbox = new Outbox();
  #inbox = new Inbox();
  #peer: Pick<Peer, "id" | "epoch" | "page"> | null = null;

  constructor(say: (message: ClientMessage) => void) {
    this.#say = say;
  }

  /** Whether anybody has been on the other seat. */
  get hasPeer(): boolean {
    return this.#peer !== null;
  }

  /** The highest number that was handled. */
  get received(): number {
    return this.#inbox.received;
  }

  /** Nobody is known on the other seat. */
  reset(): void {
    this.#peer = null;
    this.startOver();
  }

  /** The next message, each way, is the first. */
  startOver(): void {
    this.#outbox = new Outbox();
    this.#inbox = new Inbox();
  }

  /** Nobody is there: whoever comes next is news, even if the server counts anew. */
  absent(): void {
    if (this.#peer !== null) this.#peer = { ...this.#peer, epoch: 0 };
  }

  /** Whether this socket of theirs is known: they are told again for other news. */
  knows({ id, epoch }: Pick<Peer, "id" | "epoch">): boolean {
    return this.#peer?.id === id && this.#peer.epoch === epoch;
  }

  /** Somebody is there; sends again what they have not received, if they are known. */
  meet(
    { id, epoch, page, received }: Omit<Peer, "type" | "state">,
    joined: Joined | null,
  ): void {
    const known = this.#peer?.id === id && this.#peer.page === page;
    this.#peer = { id, epoch, page };
    if (!known) return this.startOver();
    this.#outbox.acknowledge(received);
    for (const message of this.#outbox.pending()) this.#signal(message, joined);
  }

  /**
   * Keeps `data`, and sends it once we have `joined`.
   *
   * @returns Whether there was room for it (see {@linkcode Outbox.push}).
   */
  send(data: string, joined: Joined | null): boolean {
    const message = this.#outbox.push(data);
    if (message === null) return false;
    if (joined !== null) this.#signal(message, joined);
    return true;
  }

  /** @returns Whether a message with this number is to be handled. */
  receive({ seq, ack }: { seq: number; ack: number }): boolean {
    this.#outbox.acknowledge(ack);
    return this.#inbox.accept(seq);
  }

  #signal(message: Pending, joined: Joined | null): void {
    const { id, page } = this.#peer ?? {};
    const to = id !== undefined && { to: id };
    const known = joined?.pages && page !== undefined && { page };
    const ack = this.#inbox.received;
    this.#say({ type: "signal", ...to, ...known, ack, ...message });
  }
}
