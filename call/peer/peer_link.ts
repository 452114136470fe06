/**
 * The way that negotiation takes to the other page: over the data channel as
 * long as it carries, which needs no server; over the server when the channel is
 * closed or in doubt. What may have been lost on one is said again on the other;
 * what arrives twice is handled once.
 *
 * @module
 */
import { Inbox, Outbox } from "../messages/outbox.ts";
import type {
  Candidates,
  Description,
  Negotiated,
} from "../messages/peer_message.ts";

/** The two ways; each takes a message or says that it can't. */
export interface Ways {
  /** @returns Whether the channel is open. */
  channel(message: Description | Candidates): boolean;
  server(message: Description | Candidates): void;
}

/** Numbers, repeats and sorts what two connections say to each other. */
export class PeerLink {
  readonly #ways: Ways;
  readonly #outbox = new Outbox();
  readonly #inbox = new Inbox();
  #trusted = false;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /**
   * Whether the channel carries. When it is not trusted any more, everything
   * that has not been acknowledged is said again through the server.
   */
  trust(channelCarries: boolean): void {
    const lost = this.#trusted && !channelCarries;
    this.#trusted = channelCarries;
    if (lost) this.sayAgain();
  }

  /** Whether the channel carries, as far as is known. */
  get trusted(): boolean {
    return this.#trusted;
  }

  /** The highest number that has been handled here. */
  get heard(): number {
    return this.#inbox.received;
  }

  /** Whether something was said that whoever has heard so much does not know yet. */
  isAhead(heard: number): boolean {
    return this.#outbox.last > heard;
  }

  /** Repeats through the server what has not been acknowledged. */
  sayAgain(): void {
    for (const { seq, data } of this.#outbox.pending()) {
      this.#ways.server(this.#envelope(JSON.parse(data), seq));
    }
  }

  /** Sends, or keeps until it can be sent. */
  send(message: Negotiated): void {
    const pending = this.#outbox.push(JSON.stringify(message));
    // Not acknowledged for so long: only another connection can help.
    if (pending === null) return;
    const numbered = this.#envelope(message, pending.seq);
    if (this.#ways.channel(numbered) && this.#trusted) return;
    this.#ways.server(numbered);
  }

  /** Whether {@linkcode accept} would take the message. */
  isNext({ seq }: Description | Candidates): boolean {
    return seq === this.#inbox.received + 1;
  }

  /** @returns Whether the message is the next one, and to be handled. */
  accept({ seq, ack }: Description | Candidates): boolean {
    this.#outbox.acknowledge(ack);
    return this.#inbox.accept(seq);
  }

  #envelope(message: Negotiated, seq: number): Description | Candidates {
    return { ...message, seq, ack: this.#inbox.received };
  }
}
