/**
 * When the next attempt to reach the server is made: after a wait that grows
 * with every socket that came to nothing, as late as a server that goes away has
 * asked for, and after some attempts only once a plain request was answered.
 *
 * @module
 */
import type { Clock } from "../../signalling/clock.ts";
import { backoffMs, STABLE_AFTER_MS } from "./backoff.ts";

/**
 * After so many sockets in a row that came to nothing, a plain request asks
 * first whether the server is back. Browsers let the next socket wait when many
 * have failed: Chromium up to five seconds, after sixteen.
 */
export const ASK_FIRST_AFTER = 4;

/** What the waits depend on. */
export interface ReconnectionPorts {
  readonly clock: Clock;
  /** In [0, 1). */
  random(): number;
  /** Whether the server answers a plain request. */
  reachable(): Promise<boolean>;
}

/** Decides about one attempt after the other. */
export class Reconnection {
  readonly #ports: ReconnectionPorts;
  readonly #connect: () => void;
  #attempt = 0;
  #joinedAtMs = 0;
  #drainUntilMs = 0;
  #cancel = () => {};
  /** Set while it is being asked whether the server is back. */
  #question: symbol | null = null;

  /** @param connect Makes the next attempt. */
  constructor(ports: ReconnectionPorts, connect: () => void) {
    this.#ports = ports;
    this.#connect = connect;
  }

  /** Begins with short waits. */
  reset(): void {
    this.#attempt = 0;
  }

  /** A socket has led to a seat. */
  joined(): void {
    this.#joinedAtMs = this.#ports.clock.now();
  }

  /** That seat's socket is lost. One that did not last is no sign of a good server. */
  lost(): void {
    const lastedMs = this.#ports.clock.now() - this.#joinedAtMs;
    if (lastedMs >= STABLE_AFTER_MS) this.reset();
  }

  /** The server goes away, and asks for a pause. */
  drain(afterMs: number): void {
    this.#drainUntilMs = this.#ports.clock.now() + afterMs;
  }

  /** Makes the next attempt when it is due. */
  schedule(): void {
    const { clock, random } = this.#ports;
    const waitMs = Math.max(
      backoffMs(this.#attempt++, random()),
      this.#drainUntilMs - clock.now(),
    );
    this.#cancel = clock.after(
      waitMs,
      () =>
        this.#attempt <= ASK_FIRST_AFTER ? this.#connect() : this.#askFirst(),
    );
  }

  /** Makes no attempt any more. */
  cancel(): void {
    this.#cancel();
    this.#question = null;
  }

  async #askFirst(): Promise<void> {
    const question = this.#question = Symbol();
    // Where it cannot even be asked, it is asked again.
    const reachable = await this.#ports.reachable().catch(() => false);
    if (this.#question !== question) return;
    this.#question = null;
    if (reachable) this.#connect();
    else this.schedule();
  }
}
