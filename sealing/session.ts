/**
 * What two pages say to each other past the server: sealed, in order, each
 * message once. The shape is Noise's NNpsk0: ephemeral keys on both sides, and
 * a secret that both know mixed in.
 *
 * ```text
 * th    = SHA-256(version ‖ room key ‖ hello_low ‖ hello_high)   sorted by id
 * keys  = HKDF(ikm: psk ‖ DH, salt: th, info: "low to high" | "high to low")
 * wire  = <seq>.<base64url of AES-256-GCM>
 * nonce = 0³² ‖ seq64
 * AAD   = version ‖ th ‖ from ‖ to ‖ seq64
 * ```
 *
 * @module
 */
import { agree, type Curve, curveOf, type PrivateKeys } from "./agreement.ts";
import {
  type Bytes,
  compare,
  concat,
  decodeBase64Url,
  encodeBase64Url,
  uint64,
} from "./bytes.ts";
import { Comparison } from "./comparison.ts";
import { aesKey, hkdf, sha256 } from "./hash.ts";
import { type Hello, VERSION } from "./hello.ts";
import type { RoomKeys } from "./key_schedule.ts";
import type { SessionParties } from "./pair.ts";
import { pad, unpad } from "./padding.ts";

/** Longer input is refused unread. */
export const MAX_SEALED_CHARS = 16 * 1024;

/** What a session is made from. */
export interface SessionInput {
  readonly room: RoomKeys;
  readonly own: { readonly hello: Hello; readonly keys: PrivateKeys };
  readonly peer: Hello;
  /** 32 random bytes, of this session only. */
  readonly comparisonNonce: Bytes;
}

/** A session, or why there is none. */
export type CreatedSession =
  | { readonly ok: true; readonly session: Session }
  /** `own`: with oneself. `bad-key`: the peer's key is none. */
  | { readonly ok: false; readonly reason: "own" | "bad-key" };

/** How many messages were not accepted, by reason. */
export interface Refusals {
  malformed: number;
  /** Its number, or a higher one, has been opened: said again, or late. */
  repeated: number;
  /** Not sealed by the peer, for this place in this session. */
  forged: number;
}

interface Direction {
  readonly key: CryptoKey;
  /** version ‖ th ‖ from ‖ to */
  readonly context: Bytes;
}

interface SessionParts {
  readonly sealing: Direction;
  readonly opening: Direction;
  readonly curve: Curve;
  readonly peer: Hello;
  readonly parties: SessionParties;
  readonly comparison: Comparison;
}

/**
 * Creates one side of a session. Two sessions from the same two hellos would
 * seal different texts under the same nonce: pages go through their identity,
 * which creates each only once.
 */
export async function createSession(
  input: SessionInput,
): Promise<CreatedSession> {
  const { room, own, peer } = input;
  const order = compare(own.hello.id, peer.id);
  if (order === 0) return { ok: false, reason: "own" };
  const [low, high] = order < 0 ? [own.hello, peer] : [peer, own.hello];
  const th = await sha256(
    Uint8Array.of(VERSION),
    room.roomKey,
    low.bytes,
    high.bytes,
  );
  const curve = curveOf(own.hello, peer);
  const shared = await agree(curve, own.keys, peer);
  if (shared === null) return { ok: false, reason: "bad-key" };
  const secret = { ikm: concat(room.psk, shared), salt: th };
  const [lowToHigh, highToLow] = await Promise.all([
    hkdf(secret, "low to high", 32),
    hkdf(secret, "high to low", 32),
  ]);
  const [out, back] = low === peer
    ? [highToLow, lowToHigh]
    : [lowToHigh, highToLow];
  const context = (from: Hello, to: Hello) =>
    concat(Uint8Array.of(VERSION), th, from.id, to.id);
  const parties = { th, ownId: own.hello.id, peerId: peer.id };
  const session = new Session({
    sealing: {
      key: await aesKey(out, ["encrypt"]),
      context: context(own.hello, peer),
    },
    opening: {
      key: await aesKey(back, ["decrypt"]),
      context: context(peer, own.hello),
    },
    curve,
    peer,
    parties,
    comparison: new Comparison(parties, input.comparisonNonce),
  });
  return { ok: true, session };
}

function algorithm(direction: Direction, seq: number): AesGcmParams {
  const seq64 = uint64(seq);
  return {
    name: "AES-GCM",
    iv: concat(new Uint8Array(4), seq64),
    additionalData: concat(direction.context, seq64),
  };
}

function parseSealed(data: string): { seq: number; bytes: Bytes } | null {
  if (data.length > MAX_SEALED_CHARS) return null;
  const [, digits, encoded] = /^([1-9]\d{0,15})\.([A-Za-z0-9_-]+)$/
    .exec(data) ?? [];
  const seq = Number(digits);
  const bytes = encoded === undefined ? null : decodeBase64Url(encoded);
  return bytes === null || !Number.isSafeInteger(seq) ? null : { seq, bytes };
}

/** One side of a conversation between two pages. */
export class Session {
  /** Who is at the other end. */
  readonly peer: Hello;
  /** What the two agreed on. */
  readonly curve: Curve;
  /** Which session this is: its transcript hash, and the ids of both pages. */
  readonly parties: SessionParties;
  /** Proves that nobody is in between, when two people look at it. */
  readonly comparison: Comparison;
  readonly #sealing: Direction;
  readonly #opening: Direction;
  readonly #refusals: Refusals = { malformed: 0, repeated: 0, forged: 0 };
  #lastSealed = 0;
  #lastOpened = 0;
  #sealed: Promise<unknown> = Promise.resolve();
  #opened: Promise<unknown> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.peer = parts.peer;
    this.curve = parts.curve;
    this.parties = parts.parties;
    this.comparison = parts.comparison;
    this.#sealing = parts.sealing;
    this.#opening = parts.opening;
  }

  /**
   * Whether the peer has been heard, and so is there and not a replay of the
   * hello of a page that is gone.
   */
  get confirmed(): boolean {
    return this.#lastOpened > 0;
  }

  /** What was not accepted so far. */
  get refusals(): Readonly<Refusals> {
    return { ...this.#refusals };
  }

  /**
   * Seals a text for the peer. Numbers are given in the order of the calls, and
   * the promises resolve in it. To say something again, send the same result
   * again.
   *
   * @throws {RangeError} When the text is longer than `MAX_TEXT_BYTES` in UTF-8.
   */
  async seal(text: string): Promise<string> {
    const plaintext = pad(text);
    const seq = ++this.#lastSealed;
    const sealed = this.#encrypt(seq, plaintext);
    const inOrder = Promise.all([sealed, this.#sealed]).then(([data]) => data);
    this.#sealed = inOrder.catch(() => {});
    return await inOrder;
  }

  /**
   * Opens what the peer sealed. Calls are answered in the order made. Never
   * throws.
   *
   * @returns `null` for everything that the peer did not say, to this page, in
   * this session, after all that was opened before.
   */
  open(data: string): Promise<string | null> {
    const opened = this.#opened.then(() => this.#open(data));
    this.#opened = opened;
    return opened;
  }

  async #encrypt(seq: number, plaintext: Bytes): Promise<string> {
    const sealed = await crypto.subtle.encrypt(
      algorithm(this.#sealing, seq),
      this.#sealing.key,
      plaintext,
    );
    return `${seq}.${encodeBase64Url(new Uint8Array(sealed))}`;
  }

  async #open(data: string): Promise<string | null> {
    const parsed = parseSealed(data);
    if (parsed === null) return this.#refuse("malformed");
    if (parsed.seq <= this.#lastOpened) return this.#refuse("repeated");
    let plaintext: ArrayBuffer;
    try {
      plaintext = await crypto.subtle.decrypt(
        algorithm(this.#opening, parsed.seq),
        this.#opening.key,
        parsed.bytes,
      );
    } catch {
      return this.#refuse("forged");
    }
    // Only what is authentic may move the window.
    this.#lastOpened = parsed.seq;
    return unpad(new Uint8Array(plaintext)) ?? this.#refuse("malformed");
  }

  #refuse(reason: keyof Refusals): null {
    this.#refusals[reason]++;
    return null;
  }
}
