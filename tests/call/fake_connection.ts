import type { NegotiationPort } from "../../call/peer/negotiation.ts";

/** Lets a test decide when an asynchronous step ends. */
export type Step = (label: string) => Promise<unknown>;

/**
 * The signalling half of an `RTCPeerConnection` (RFC 9429 § 3.2): its operations
 * chain, its states, implicit rollback, and the flag behind
 * `negotiationneeded`. A description's text names who made it and when, so that
 * two of them can be compared.
 */
export class FakeConnection implements NegotiationPort {
  readonly name: string;
  onnegotiationneeded: () => void = () => {};
  signalingState: RTCSignalingState = "stable";
  localDescription: RTCSessionDescription | null = null;
  /** What both sides have agreed on. */
  current: { local: string; remote: string } | null = null;
  #remote: string | null = null;
  #negotiationNeeded = false;
  #updateOnEmptyChain = false;
  /** How often something changed, and how much of that is offered and agreed. */
  #version = { changed: 0, offered: 0, agreed: 0 };
  #made = 0;
  #operations = 0;
  #chain: Promise<unknown> = Promise.resolve();
  readonly #step: Step;
  /** Candidates that were taken. */
  readonly candidates: string[] = [];

  constructor(name: string, step: Step) {
    this.name = name;
    this.#step = step;
  }

  /** Whether something local still waits to be agreed on. */
  get needsNegotiation(): boolean {
    return this.#version.changed > this.#version.agreed;
  }

  /** Something changed that the other side must agree to, as a new track would. */
  change(): void {
    this.#version.changed++;
    this.#updateNegotiationNeeded();
  }

  setLocalDescription(): Promise<void> {
    return this.#enqueue("setLocalDescription", () => {
      if (this.signalingState === "stable") {
        this.#describe("offer");
        this.#version.offered = this.#version.changed;
        this.signalingState = "have-local-offer";
      } else if (this.signalingState === "have-remote-offer") {
        this.#describe("answer");
        this.#agree();
      }
    });
  }

  setRemoteDescription(
    { type, sdp = "" }: RTCSessionDescriptionInit,
  ): Promise<void> {
    return this.#enqueue("setRemoteDescription", () => {
      if (type === "offer") {
        // Implicit rollback of an offer of one's own.
        this.#remote = sdp;
        this.signalingState = "have-remote-offer";
      } else if (this.signalingState === "have-local-offer") {
        if (sdp.startsWith("refused")) {
          throw new DOMException("unacceptable", "InvalidAccessError");
        }
        this.#remote = sdp;
        this.#version.agreed = this.#version.offered;
        this.#agree();
      } else {
        throw new DOMException(
          `${this.name}: ${type} in ${this.signalingState}`,
          "InvalidStateError",
        );
      }
    });
  }

  addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    return this.#enqueue("addIceCandidate", () => {
      const ufrag = candidate?.usernameFragment ?? "";
      if (this.#remote === null || !this.#remote.startsWith(ufrag)) {
        throw new DOMException("unknown ufrag", "OperationError");
      }
      this.candidates.push(candidate?.candidate ?? "");
    });
  }

  #describe(type: "offer" | "answer"): void {
    const sdp = `${this.name}#${++this.#made}`;
    this.localDescription = { type, sdp, toJSON: () => ({ type, sdp }) };
  }

  #agree(): void {
    this.signalingState = "stable";
    this.current = {
      local: this.localDescription?.sdp ?? "",
      remote: this.#remote ?? "",
    };
    this.#negotiationNeeded = false;
    this.#updateNegotiationNeeded();
  }

  /** webrtc-pc § 4.7.3, "update the negotiation-needed flag". */
  #updateNegotiationNeeded(): void {
    if (this.#operations > 0) {
      this.#updateOnEmptyChain = true;
      return;
    }
    queueMicrotask(() => {
      if (this.#operations > 0) {
        this.#updateOnEmptyChain = true;
        return;
      }
      if (this.signalingState !== "stable") return;
      if (!this.needsNegotiation) {
        this.#negotiationNeeded = false;
        return;
      }
      if (this.#negotiationNeeded) return;
      this.#negotiationNeeded = true;
      this.onnegotiationneeded();
    });
  }

  #enqueue(label: string, operation: () => void): Promise<void> {
    this.#operations++;
    const result = this.#chain.then(async () => {
      await this.#step(`${this.name} ${label}`);
      try {
        operation();
      } finally {
        if (--this.#operations === 0 && this.#updateOnEmptyChain) {
          this.#updateOnEmptyChain = false;
          this.#updateNegotiationNeeded();
        }
      }
    });
    this.#chain = result.catch(() => {});
    return result;
  }
}
