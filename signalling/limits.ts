/**
 * What one address may hold and do.
 *
 * Deno buffers a frame of up to 64 MiB before anyone sees a byte of it, so the
 * number of sockets is what bounds memory; everything else is manners.
 *
 * @module
 */
import { TokenBucket } from "./token_bucket.ts";

/** The numbers; all positive. */
export interface LimitRules {
  readonly socketsPerAddress: number;
  readonly joinsPerMinute: number;
  /** Looks into rooms, which take no seat. */
  readonly looksPerMinute: number;
  /** TURN credentials handed out. */
  readonly turnPerMinute: number;
  /** Sockets of all addresses together. */
  readonly sockets: number;
  /** Addresses remembered without a socket. */
  readonly idleAddresses: number;
}

interface Usage {
  sockets: number;
  readonly joins: TokenBucket;
  readonly looks: TokenBucket;
  readonly turn: TokenBucket;
}

function perMinute(count: number, nowMs: number): TokenBucket {
  return new TokenBucket(count, count / 60, nowMs);
}

/** A socket's place, or why there is none. */
export type Admission =
  | { ok: true; /** Idempotent. */ release: () => void }
  | { ok: false; reason: "address" | "process" };

/** Counts sockets and joins by address, in bounded memory. */
export class Limits {
  readonly #rules: LimitRules;
  /** Addresses with sockets. */
  readonly #active = new Map<string, Usage>();
  /** Addresses without, the one that has been so for longest first. */
  readonly #idle = new Map<string, Usage>();
  #sockets = 0;

  constructor(rules: LimitRules) {
    this.#rules = rules;
  }

  /** Sockets and remembered addresses, for tests of the bounds. */
  get held(): { sockets: number; addresses: number } {
    return {
      sockets: this.#sockets,
      addresses: this.#active.size + this.#idle.size,
    };
  }

  /** A new socket wants in. */
  open(address: string, nowMs: number): Admission {
    if (this.#sockets >= this.#rules.sockets) {
      return { ok: false, reason: "process" };
    }
    const usage = this.#use(address, nowMs);
    if (usage.sockets >= this.#rules.socketsPerAddress) {
      return { ok: false, reason: "address" };
    }
    usage.sockets++;
    this.#sockets++;
    let released = false;
    return {
      ok: true,
      release: () => {
        if (released) return;
        released = true;
        this.#sockets--;
        if (--usage.sockets === 0) this.#retire(address, usage);
      },
    };
  }

  /** Somebody with a socket joins; `false` when that is too often. */
  join(address: string, nowMs: number): boolean {
    return this.#active.get(address)?.joins.take(nowMs) ?? false;
  }

  /**
   * Somebody with a socket looks into a room; `false` when that is too often, or
   * when those who call may soon need the socket.
   */
  look(address: string, nowMs: number): boolean {
    const usage = this.#active.get(address);
    if (usage === undefined) return false;
    return usage.sockets * 2 <= this.#rules.socketsPerAddress &&
      usage.looks.take(nowMs);
  }

  /** Somebody with a socket is to get TURN credentials; `false` when too often. */
  turn(address: string, nowMs: number): boolean {
    return this.#active.get(address)?.turn.take(nowMs) ?? false;
  }

  #use(address: string, nowMs: number): Usage {
    const usage = this.#active.get(address) ?? this.#idle.get(address) ?? {
      sockets: 0,
      joins: perMinute(this.#rules.joinsPerMinute, nowMs),
      looks: perMinute(this.#rules.looksPerMinute, nowMs),
      turn: perMinute(this.#rules.turnPerMinute, nowMs),
    };
    this.#idle.delete(address);
    this.#active.set(address, usage);
    return usage;
  }

  #retire(address: string, usage: Usage): void {
    this.#active.delete(address);
    this.#idle.set(address, usage);
    const oldest = this.#idle.keys().next();
    if (this.#idle.size > this.#rules.idleAddresses && !oldest.done) {
      this.#idle.delete(oldest.value);
    }
  }
}
