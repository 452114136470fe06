/**
 * The comparison: four pictures that are the same on both sides if nobody is in
 * between (a short authentication string, as in ZRTP, RFC 6189 § 4.4.1).
 *
 * Inside the session each page first commits to a nonce, and reveals it only
 * once the other has committed. So whoever is in between has fixed its own
 * nonces before it learns what the pictures depend on, and can only guess: one
 * chance in 2²⁴ a session.
 *
 * The nonce belongs to one session. One for a whole visit would be known after
 * the first reveal, and the next session's pictures could be searched for.
 *
 * @module
 */
import {
  type Bytes,
  compare,
  concat,
  decode32,
  encodeBase64Url,
} from "./bytes.ts";
import { EMOJI, type Emoji } from "./emoji.ts";
import { hkdf, sha256 } from "./hash.ts";
import type { SessionParties } from "./pair.ts";

/** Length of a nonce. */
export const NONCE_BYTES = 32;

/** The pictures, or why there are none. */
export type Compared =
  | { readonly ok: true; readonly emoji: readonly Emoji[] }
  | {
    readonly ok: false;
    /** `early`: before a commitment. `mismatch`: not what was committed to. */
    readonly reason: "early" | "malformed" | "mismatch";
  };

/** SHA-256("commit" ‖ th ‖ id ‖ nonce): fixes a nonce without showing it. */
export function commitTo(th: Bytes, id: Bytes, nonce: Bytes): Promise<Bytes> {
  return sha256("commit", th, id, nonce);
}

/** The four pictures for two nonces, in the order of their pages' ids. */
export async function picturesFor(
  th: Bytes,
  lowNonce: Bytes,
  highNonce: Bytes,
): Promise<readonly Emoji[]> {
  const input = { ikm: concat(lowNonce, highNonce), salt: th };
  const bytes = await hkdf(input, "comparison", 3);
  const bits = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return [18, 12, 6, 0].map((shift) => {
    const emoji = EMOJI[(bits >>> shift) & 63];
    if (emoji === undefined) throw new RangeError("EMOJI has 64 entries");
    return emoji;
  });
}

/** One session's comparison, as one side sees it. */
export class Comparison {
  readonly #parties: SessionParties;
  readonly #nonce: Bytes;
  #peerCommitment: Bytes | null = null;

  /** @param nonce {@linkcode NONCE_BYTES} random bytes, used nowhere else. */
  constructor(parties: SessionParties, nonce: Bytes) {
    if (nonce.length !== NONCE_BYTES) {
      throw new RangeError(`A nonce has ${NONCE_BYTES} bytes`);
    }
    this.#parties = parties;
    this.#nonce = nonce;
  }

  /** What to say first, in the session: base64url of 32 bytes. */
  async commitment(): Promise<string> {
    const { th, ownId } = this.#parties;
    return encodeBase64Url(await commitTo(th, ownId, this.#nonce));
  }

  /**
   * Takes the peer's commitment; the first one counts.
   *
   * @returns What to answer, in the session: the own nonce in base64url; `null`
   * when this was no commitment, or another one.
   */
  reveal(peerCommitment: string): string | null {
    const bytes = decode32(peerCommitment);
    if (bytes === null) return null;
    this.#peerCommitment ??= bytes;
    return compare(this.#peerCommitment, bytes) === 0
      ? encodeBase64Url(this.#nonce)
      : null;
  }

  /** Takes the peer's nonce, and gives the pictures that both sides see. */
  async compare(peerNonce: string): Promise<Compared> {
    const commitment = this.#peerCommitment;
    if (commitment === null) return { ok: false, reason: "early" };
    const nonce = decode32(peerNonce);
    if (nonce === null) return { ok: false, reason: "malformed" };
    const { th, ownId, peerId } = this.#parties;
    if (compare(await commitTo(th, peerId, nonce), commitment) !== 0) {
      return { ok: false, reason: "mismatch" };
    }
    const [low, high] = compare(ownId, peerId) < 0
      ? [this.#nonce, nonce]
      : [nonce, this.#nonce];
    return { ok: true, emoji: await picturesFor(th, low, high) };
  }
}
