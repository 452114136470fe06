/**
 * How much the other side may say: more than any page does, and no more. There
 * is one allowance for the whole visit of this page, whoever comes, under
 * whatever name, and over however many connections; it refills with time alone.
 *
 * Lines of the other side that are shown have limits of their own below. Each
 * number is compared with the most that an honest page takes, which follows from
 * the repairs (`call/machine/repair.ts`): a restart every 2.5 s and a new
 * connection every 10 s, for as long as a network is bad.
 *
 * @module
 */
import { TokenBucket } from "../../signalling/token_bucket.ts";
import type { Candidates, Description } from "../messages/peer_message.ts";

/** A rate with a burst. */
interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A rate of messages, and of their characters (UTF-16 units). */
interface WordRate {
  readonly messages: Rate;
  readonly chars: Rate;
}

/**
 * Messages over the data channel. A page sends two beats a second, what its person
 * does, and after a break what was not delivered: 40 lines and 32 KiB a second,
 * and as many acknowledgements (`call/topics/chat_delivery.ts`). Earlier versions
 * send all of it at once, up to 500 lines: each may have 450 characters. Anything
 * beyond that is a flood.
 */
export const DIRECT_WORDS: WordRate = {
  messages: { burst: 1_200, perSecond: 100 },
  chars: { burst: 256 * 1024, perSecond: 64 * 1024 },
};

/**
 * Words through the server, which relays at most 60 at once and 30 a second of
 * one page. In a bad network a page says a description of 20 KiB and its
 * candidates every 2.5 s, and repeats what was not acknowledged: at most 128 KiB.
 */
export const RELAYED_WORDS: WordRate = {
  messages: { burst: 200, perSecond: 40 },
  chars: { burst: 512 * 1024, perSecond: 64 * 1024 },
};

/** Session descriptions that are applied: a restart is one, every 2.5 s. */
const DESCRIPTIONS: Rate = { burst: 20, perSecond: 2 };
/** ICE candidates: 40 with each restart, of many interfaces and relays. */
const CANDIDATES: Rate = { burst: 400, perSecond: 40 };
/** Wishes for a restart or another connection: one a second at most. */
const WISHES: Rate = { burst: 20, perSecond: 2 };
/** Peer connections made because they ask for one: one every 10 s. */
const CONNECTIONS: Rate = { burst: 10, perSecond: 0.25 };
/**
 * Frames that nobody has asked for: what was on its way when a file was
 * cancelled, at most 8 MiB in 512 chunks.
 */
const STRAYS: Rate = { burst: 2_000, perSecond: 100 };
const STRAY_BYTES: Rate = { burst: 32 * 1024 ** 2, perSecond: 1024 ** 2 };
/**
 * Words about files: 20 open ones each way are offered and accepted again with
 * each new connection, and some have ended meanwhile.
 */
const FILE_WORDS: Rate = { burst: 300, perSecond: 30 };
/** Lines that are added for files: as many as may be open, three times. */
const OFFERS: Rate = { burst: 60, perSecond: 1 };
/** Reactions that are shown; what a page sends of its own stays below. */
const REACTIONS: Rate = { burst: 10, perSecond: 4 };
const OWN_REACTIONS: Rate = { burst: 8, perSecond: 3 };

function bucket({ burst, perSecond }: Rate, nowMs: number): TokenBucket {
  return new TokenBucket(burst, perSecond, nowMs);
}

/** Counts messages and their characters. */
export class WordAllowance {
  readonly #messages: TokenBucket;
  readonly #chars: TokenBucket;

  constructor({ messages, chars }: WordRate, nowMs: number) {
    this.#messages = bucket(messages, nowMs);
    this.#chars = bucket(chars, nowMs);
  }

  /** Takes a message of so many characters; `false` when that is too much. */
  take(chars: number, nowMs: number): boolean {
    return this.#messages.take(nowMs) && this.#chars.take(nowMs, chars);
  }
}

/** What the other side has left on this visit. */
export class PeerAllowance {
  readonly #direct: WordAllowance;
  readonly #relayed: WordAllowance;
  readonly #descriptions: TokenBucket;
  readonly #candidates: TokenBucket;
  readonly #wishes: TokenBucket;
  readonly #connections: TokenBucket;
  readonly #strays: TokenBucket;
  readonly #strayBytes: TokenBucket;

  /** @param nowMs Now, by the clock that all other times are from. */
  constructor(nowMs: number) {
    this.#direct = new WordAllowance(DIRECT_WORDS, nowMs);
    this.#relayed = new WordAllowance(RELAYED_WORDS, nowMs);
    this.#descriptions = bucket(DESCRIPTIONS, nowMs);
    this.#candidates = bucket(CANDIDATES, nowMs);
    this.#wishes = bucket(WISHES, nowMs);
    this.#connections = bucket(CONNECTIONS, nowMs);
    this.#strays = bucket(STRAYS, nowMs);
    this.#strayBytes = bucket(STRAY_BYTES, nowMs);
  }

  /**
   * Whether a message of so many characters, that has come over the data
   * channel, may be looked at; more is a flood, and ends the call.
   */
  direct(chars: number, nowMs: number): boolean {
    return this.#direct.take(chars, nowMs);
  }

  /**
   * The same of a message that has come through the server, where it may be
   * from anybody who knows the room: more is not heard, and ends nothing.
   */
  relayed(chars: number, nowMs: number): boolean {
    return this.#relayed.take(chars, nowMs);
  }

  /** Whether a description may be applied, or candidates tried. */
  negotiation(message: Description | Candidates, nowMs: number): boolean {
    return message.type === "description"
      ? this.#descriptions.take(nowMs)
      : this.#candidates.take(nowMs, message.candidates.length);
  }

  /** Whether a wish may be followed. */
  wish(nowMs: number): boolean {
    return this.#wishes.take(nowMs);
  }

  /** Whether another peer connection may be made for them. */
  connection(nowMs: number): boolean {
    return this.#connections.take(nowMs);
  }

  /** Whether a frame that nobody has asked for may pass; more is a flood. */
  stray(bytes: number, nowMs: number): boolean {
    return this.#strays.take(nowMs) && this.#strayBytes.take(nowMs, bytes);
  }
}

/** How often files of the other side are heard of. */
export function theirFileWords(nowMs: number): TokenBucket {
  return bucket(FILE_WORDS, nowMs);
}

/** How often a file that they offer is shown. */
export function theirOffers(nowMs: number): TokenBucket {
  return bucket(OFFERS, nowMs);
}

/** How often the other person's reactions are shown. */
export function theirReactions(nowMs: number): TokenBucket {
  return bucket(REACTIONS, nowMs);
}

/** How often one's own are sent: never more than the other page shows. */
export function ownReactions(nowMs: number): TokenBucket {
  return bucket(OWN_REACTIONS, nowMs);
}
