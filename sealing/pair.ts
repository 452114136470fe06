/**
 * The pair secret: what two pages share once a data channel has proven both
 * certificates, and by which they recognise each other after a reload, before
 * DTLS can. A fingerprint in a hello is only a claim: in a named room the server
 * can read it and say it again.
 *
 * ```text
 * secret = HKDF(ikm: share_low ‖ share_high, salt: th, info: "pair")   sorted by id
 * proof  = HMAC-SHA-256(secret, "pair proof" ‖ th ‖ id of the prover)
 * ```
 *
 * Both shares travel over the data channel only. Where somebody in between runs
 * the signalling, the two transcripts differ, and so do the secrets: such a pair
 * is never recognised. A proof covers the transcript of the session it is sent
 * in, so it is of no use in any other, and the id of its sender, so it cannot be
 * sent back.
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
import { hkdf } from "./hash.ts";

/** Length of a share and of a secret. */
export const PAIR_BYTES = 32;

/** The session in which a secret is made or proven. */
export interface SessionParties {
  /** The session's transcript hash. */
  readonly th: Bytes;
  readonly ownId: Bytes;
  readonly peerId: Bytes;
}

/** The secret of two shares in base64url; `null` when one of them is none. */
export async function pairSecret(
  { th, ownId, peerId }: SessionParties,
  ownShare: string,
  peerShare: string,
): Promise<string | null> {
  const own = decode32(ownShare), peer = decode32(peerShare);
  if (own === null || peer === null) return null;
  const [low, high] = compare(ownId, peerId) < 0 ? [own, peer] : [peer, own];
  const input = { ikm: concat(low, high), salt: th };
  return encodeBase64Url(await hkdf(input, "pair", PAIR_BYTES));
}

function hmacKey(secret: Bytes): Promise<CryptoKey> {
  const algorithm: HmacImportParams = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", secret, algorithm, false, [
    "sign",
    "verify",
  ]);
}

function proofText(th: Bytes, prover: Bytes): Bytes {
  return concat("pair proof", th, prover);
}

/** Proves each of the secrets to the peer of this session, in base64url. */
export async function provePair(
  { th, ownId }: SessionParties,
  secrets: readonly string[],
): Promise<string[]> {
  const known = secrets.map(decode32).filter((secret) => secret !== null);
  return await Promise.all(known.map(async (secret) => {
    const key = await hmacKey(secret);
    const mac = await crypto.subtle.sign("HMAC", key, proofText(th, ownId));
    return encodeBase64Url(new Uint8Array(mac));
  }));
}

/** Whether the peer of this session has proven one of the secrets. */
export async function isPairProven(
  { th, peerId }: SessionParties,
  secrets: readonly string[],
  proofs: readonly string[],
): Promise<boolean> {
  const macs = proofs.map(decode32).filter((mac) => mac !== null);
  for (const secret of secrets.map(decode32)) {
    if (secret === null || macs.length === 0) continue;
    const key = await hmacKey(secret);
    for (const mac of macs) {
      const text = proofText(th, peerId);
      if (await crypto.subtle.verify("HMAC", key, mac, text)) return true;
    }
  }
  return false;
}
