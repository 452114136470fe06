/**
 * The sealed way through the server, whose code comes after the lobby: nobody
 * needs it before they join. Until it is there, nothing can be said over it.
 *
 * @module
 */
import type { Clock } from "../../signalling/clock.ts";
import { backoffMs } from "./backoff.ts";
import type { PeerMessage } from "../messages/peer_message.ts";
import type { Wishes } from "../../sealing/wishes.ts";
import type { PairExchange, PeerIdentity } from "./peer_session.ts";
import type { SealedHandlers, SealedSignalling } from "./sealed_signalling.ts";

/** The sealed way to the room, as far as it is used; which room, its maker knows. */
export type SignallingPort = Pick<
  SealedSignalling,
  | "open"
  | "send"
  | "introduce"
  | "lock"
  | "release"
  | "probe"
  | "close"
  | "peer"
  | "startPair"
  | "dismiss"
  | "relayOnly"
  | "wishes"
>;

/** What it stands on. */
export interface LatePorts {
  /** Loads the real one, and makes it. */
  load(): Promise<SignallingPort>;
  readonly clock: Clock;
  /** A number in [0, 1). */
  random(): number;
}

/** Sealed signalling that is loaded when it is opened, or shortly before. */
export class LateSignalling implements SignallingPort {
  readonly #ports: LatePorts;
  readonly #handlers: Pick<SealedHandlers, "onPhase">;
  #loading: Promise<SignallingPort> | null = null;
  #real: SignallingPort | null = null;
  /** The latest wish to be open; an older one is not carried out any more. */
  #wanted = 0;
  #cancelRetry: () => void = () => {};

  constructor(ports: LatePorts, handlers: Pick<SealedHandlers, "onPhase">) {
    this.#ports = ports;
    this.#handlers = handlers;
  }

  /** Loads ahead of need; where that fails, {@linkcode open} tries again. */
  async prepare(): Promise<void> {
    await this.#load().catch(() => {});
  }

  /** See {@linkcode SealedSignalling.open}. */
  async open(...wish: Parameters<SignallingPort["open"]>): Promise<void> {
    const turn = ++this.#wanted;
    this.#cancelRetry();
    for (let attempt = 0; turn === this.#wanted; attempt++) {
      try {
        // Without a wait where there is no need to: the person has clicked.
        const real = this.#real ?? await this.#load();
        if (turn === this.#wanted) await real.open(...wish);
        return;
      } catch (error) {
        // Made, but unable to open: that is no matter of the network.
        if (this.#real !== null) throw error;
      }
      if (turn !== this.#wanted) return;
      this.#handlers.onPhase("backing-off");
      await this.#pause(attempt);
    }
  }

  send(message: PeerMessage): void {
    this.#real?.send(message);
  }

  async introduce(name: string): Promise<void> {
    await this.#real?.introduce(name);
  }

  lock(locked: boolean): void {
    this.#real?.lock(locked);
  }

  release(): void {
    this.#real?.release();
  }

  probe(): void {
    this.#real?.probe();
  }

  close(leave: boolean): void {
    this.#wanted++;
    this.#cancelRetry();
    if (this.#real !== null) this.#real.close(leave);
    else this.#handlers.onPhase("closed");
  }

  get peer(): PeerIdentity | null {
    return this.#real?.peer ?? null;
  }

  startPair(): PairExchange | null {
    return this.#real?.startPair() ?? null;
  }

  dismiss(): void {
    this.#real?.dismiss();
  }

  get wishes(): Wishes | null {
    return this.#real?.wishes ?? null;
  }

  get relayOnly(): boolean {
    return this.#real?.relayOnly ?? false;
  }

  #load(): Promise<SignallingPort> {
    return this.#loading ??= this.#ports.load().then(
      (real) => this.#real = real,
      (error) => {
        this.#loading = null;
        throw error;
      },
    );
  }

  #pause(attempt: number): Promise<void> {
    const delayMs = backoffMs(attempt, this.#ports.random());
    return new Promise((resolve) => {
      const cancel = this.#ports.clock.after(delayMs, resolve);
      this.#cancelRetry = () => {
        cancel();
        resolve();
      };
    });
  }
}
