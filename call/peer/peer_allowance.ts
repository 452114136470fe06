/** How much the other page may say: more than any page does, and no more. @module */
import { TokenBucket } from "../../signalling/token_bucket.ts";

/** Messages over the data channel: a whole chat said again, and then a few a second. */
const MESSAGES = { burst: 600, perSecond: 100 };
/** Session descriptions: 20 in ten seconds. */
const DESCRIPTIONS = { burst: 20, perSecond: 2 };
/** Reactions that are shown; what a page sends of its own stays below. */
const REACTIONS = { burst: 10, perSecond: 4 };
const OWN_REACTIONS = { burst: 8, perSecond: 3 };
/** Parts of files that nobody has asked for: what was on its way when one was cancelled. */
const STRAYS = { burst: 2_000, perSecond: 100 };
/** Refused messages after which there is no doubt that it is a flood. */
const MAX_REFUSED = 2_000;

/** What one page has left. */
export class PeerAllowance {
  readonly #messages: TokenBucket;
  readonly #descriptions: TokenBucket;
  readonly #strays: TokenBucket;
  #refused = 0;

  constructor(nowMs: number) {
    this.#messages = new TokenBucket(
      MESSAGES.burst,
      MESSAGES.perSecond,
      nowMs,
    );
    this.#descriptions = new TokenBucket(
      DESCRIPTIONS.burst,
      DESCRIPTIONS.perSecond,
      nowMs,
    );
    this.#strays = new TokenBucket(STRAYS.burst, STRAYS.perSecond, nowMs);
  }

  /** Whether what nobody has asked for may still be let pass. */
  stray(nowMs: number): boolean {
    return this.#strays.take(nowMs);
  }

  /** Whether a message may be looked at. */
  message(nowMs: number): boolean {
    const may = this.#messages.take(nowMs);
    if (!may) this.#refused++;
    return may;
  }

  /** Whether a description may be applied. */
  description(nowMs: number): boolean {
    return this.#descriptions.take(nowMs);
  }

  /** Whether so much was refused that nobody means it well. */
  get flooded(): boolean {
    return this.#refused > MAX_REFUSED;
  }
}

/** How often the other person's reactions are shown. */
export function theirReactions(nowMs: number): TokenBucket {
  return new TokenBucket(REACTIONS.burst, REACTIONS.perSecond, nowMs);
}

/** How often one's own are sent: never more than the other page shows. */
export function ownReactions(nowMs: number): TokenBucket {
  return new TokenBucket(OWN_REACTIONS.burst, OWN_REACTIONS.perSecond, nowMs);
}
