/**
 * Owner of the timers that watch one peer connection: reads its counters, tells
 * the other side what has come in, and reports what that reveals.
 *
 * @module
 */
import "../dispose_symbol.ts";
import type { Beat } from "../messages/peer_message.ts";
import { readSample } from "./peer_stats.ts";
import { type Finding, firstVitals, observe, type Vitals } from "./vitals.ts";

/** How often the connection is looked at, in milliseconds. */
const SAMPLE_EVERY_MS = 200;
/** How often the other side is told what has come in, in milliseconds. */
const BEAT_EVERY_MS = 500;
/** Without a beat for this long they are silent, which says nothing of what they get. */
const BEAT_FOR_MS = 1_500;

/** What a pulse reports. */
export interface PulseHandlers {
  /** Each time something begins to hold. */
  onFinding(finding: Finding): void;
  /** After each look: whether anything still comes in. */
  onLook(flows: boolean): void;
  /** The next sign of life is due. */
  beat(beat: Beat): void;
}

/** Watches from its first moment until disposed. */
export class Pulse implements Disposable {
  readonly #pc: Pick<RTCPeerConnection, "getStats" | "signalingState">;
  readonly #handlers: PulseHandlers;
  readonly #timers: ReturnType<typeof setInterval>[];
  #vitals: Vitals | null = null;
  #heard: Beat | null = null;
  #heardAtMs = -Infinity;
  #looking = false;

  constructor(
    pc: Pick<RTCPeerConnection, "getStats" | "signalingState">,
    handlers: PulseHandlers,
  ) {
    this.#pc = pc;
    this.#handlers = handlers;
    this.#timers = [
      setInterval(() => this.#look(), SAMPLE_EVERY_MS),
      setInterval(() => this.#beat(), BEAT_EVERY_MS),
    ];
  }

  /** Takes in what the other side says it gets. */
  hear(beat: Beat): void {
    this.#heard = beat;
    this.#heardAtMs = performance.now();
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #look(): Promise<void> {
    // A busy browser answers late; looks that pile up would not help it.
    if (this.#looking) return;
    this.#looking = true;
    const fresh = performance.now() - this.#heardAtMs < BEAT_FOR_MS;
    // Counters that a browser does not give now are read with the next look.
    const sample = await readSample(this.#pc, fresh ? this.#heard : null)
      .catch(() => null);
    this.#looking = false;
    if (sample === null || this.#pc.signalingState === "closed") return;
    if (this.#vitals === null) {
      this.#vitals = firstVitals(sample);
      return;
    }
    const [vitals, finding] = observe(this.#vitals, sample);
    this.#vitals = vitals;
    this.#handlers.onLook(!vitals.stalled);
    if (finding !== null) this.#handlers.onFinding(finding);
  }

  #beat(): void {
    if (this.#vitals === null) return;
    this.#handlers.beat({ type: "beat", ...this.#vitals.last.received });
  }
}
