/**
 * Perfect negotiation (webrtc-pc § 10.7) over a narrow port: either side may
 * offer at any time, and when both do at once (glare) the polite one rolls back.
 *
 * It differs from the published example where that is known to break: inbound
 * messages are handled strictly one after another, and
 * `isSettingRemoteAnswerPending` is cleared in `finally`, so that one refused
 * answer does not change who yields.
 *
 * @module
 */
import type {
  Candidate,
  ConnectionId,
  Negotiated,
} from "../messages/peer_message.ts";

type Description = Extract<Negotiated, { type: "description" }>;
type Candidates = Extract<Negotiated, { type: "candidates" }>;

/** The slice of `RTCPeerConnection` that negotiation drives. */
export type NegotiationPort = Pick<
  RTCPeerConnection,
  | "signalingState"
  | "localDescription"
  | "setLocalDescription"
  | "setRemoteDescription"
  | "addIceCandidate"
>;

/** Where negotiation sends, and whom it asks. */
export interface NegotiationHandlers {
  send(message: Negotiated): void;
  /** A remote offer is in place and no answer made yet: the time to attach tracks. */
  onOffer(): Promise<void>;
  /** Something the connection refused; the call may go on. */
  onError(error: unknown): void;
}

/** Negotiates one peer connection with one other. */
export class Negotiation {
  readonly #pc: NegotiationPort;
  readonly #self: ConnectionId;
  readonly #polite: boolean;
  readonly #handlers: NegotiationHandlers;
  #remote: ConnectionId | null = null;
  #makingOffer = false;
  #ignoreOffer = false;
  #isSettingRemoteAnswerPending = false;
  #inbound: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    pc: NegotiationPort,
    self: ConnectionId,
    polite: boolean,
    handlers: NegotiationHandlers,
  ) {
    this.#pc = pc;
    this.#self = self;
    this.#polite = polite;
    this.#handlers = handlers;
  }

  /** The connection on the other side, once it has spoken. */
  get remote(): ConnectionId | null {
    return this.#remote;
  }

  /** To be called on `negotiationneeded`. */
  async offer(): Promise<void> {
    if (this.#closed) return;
    try {
      // Set before anything is awaited: an offer that arrives now must see it.
      this.#makingOffer = true;
      await this.#pc.setLocalDescription();
      this.#describe();
    } catch (error) {
      if (!this.#closed) this.#handlers.onError(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** Sends local candidates to the connection that is being negotiated with. */
  trickle(candidates: Candidate[]): void {
    if (this.#closed) return;
    const from = this.#self;
    this.#handlers.send({
      type: "candidates",
      from,
      to: this.#remote,
      candidates,
    });
  }

  /**
   * Queues what the other side sent; messages between other connections than
   * these two are dropped.
   *
   * @returns When it, and everything before it, has been handled.
   */
  receive(message: Negotiated): Promise<void> {
    this.#inbound = this.#inbound.then(async () => {
      if (this.#closed || !this.#concerns(message)) return;
      try {
        await (message.type === "description"
          ? this.#receiveDescription(message)
          : this.#receiveCandidates(message));
      } catch (error) {
        if (!this.#closed) this.#handlers.onError(error);
      }
    });
    return this.#inbound;
  }

  /** Drops everything still queued. */
  close(): void {
    this.#closed = true;
  }

  #concerns(message: Negotiated): boolean {
    if (message.to !== null && message.to !== this.#self) return false;
    return this.#remote === null || message.from === this.#remote;
  }

  async #receiveDescription({ from, description }: Description): Promise<void> {
    const pc = this.#pc;
    const readyForOffer = !this.#makingOffer &&
      (pc.signalingState === "stable" || this.#isSettingRemoteAnswerPending);
    const offerCollision = description.type === "offer" && !readyForOffer;
    this.#ignoreOffer = !this.#polite && offerCollision;
    if (this.#ignoreOffer) return;
    this.#remote = from;
    try {
      this.#isSettingRemoteAnswerPending = description.type === "answer";
      // Rolls back by itself in a collision (RFC 9429 § 4.1.10.2).
      await pc.setRemoteDescription(description);
    } finally {
      this.#isSettingRemoteAnswerPending = false;
    }
    if (description.type === "answer" || this.#closed) return;
    await this.#handlers.onOffer();
    if (this.#closed) return;
    await pc.setLocalDescription();
    this.#describe();
  }

  async #receiveCandidates({ candidates }: Candidates): Promise<void> {
    for (const candidate of candidates) {
      if (this.#closed) return;
      try {
        await this.#pc.addIceCandidate(candidate);
      } catch (error) {
        // Candidates of an offer that was ignored have nothing to belong to.
        if (!this.#ignoreOffer) throw error;
      }
    }
  }

  #describe(): void {
    const description = this.#pc.localDescription;
    if (this.#closed || description === null) return;
    const { type, sdp } = description;
    if (type !== "offer" && type !== "answer") return;
    this.#handlers.send({
      type: "description",
      from: this.#self,
      to: this.#remote,
      description: { type, sdp },
    });
  }
}
