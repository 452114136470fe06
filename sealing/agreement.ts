/** Diffie–Hellman on X25519 (RFC 7748 § 6.1) or P-256 (SP 800-56A). @module */
import { type Bytes, isZero } from "./bytes.ts";
import type { Hello } from "./hello.ts";

/** Curves that two pages can agree on. */
export type Curve = "X25519" | "P-256";

/** What WebCrypto calls them. */
export const ALGORITHMS: Readonly<
  Record<Curve, Algorithm & Partial<EcKeyImportParams>>
> = {
  "X25519": { name: "X25519" },
  "P-256": { name: "ECDH", namedCurve: "P-256" },
};

/** A page's private halves of the keys in its hello. */
export interface PrivateKeys {
  readonly x25519: CryptoKey | null;
  readonly p256: CryptoKey;
}

/**
 * X25519 where both have it. Both hellos are in the transcript, so whoever
 * takes a key out of one ends up with two sessions that do not fit.
 */
export function curveOf(own: Hello, peer: Hello): Curve {
  return own.x25519 !== null && peer.x25519 !== null ? "X25519" : "P-256";
}

/**
 * The shared secret, 32 bytes.
 *
 * @returns `null` for a peer's key that is not on the curve, or of small order.
 * Browsers refuse those by themselves; not all did always.
 */
export async function agree(
  curve: Curve,
  keys: PrivateKeys,
  peer: Hello,
): Promise<Bytes | null> {
  const [privateKey, raw] = curve === "X25519"
    ? [keys.x25519, peer.x25519]
    : [keys.p256, peer.p256];
  if (privateKey === null || raw === null) return null;
  try {
    const publicKey = await crypto.subtle.importKey(
      "raw",
      raw,
      ALGORITHMS[curve],
      false,
      [],
    );
    const shared = new Uint8Array(
      await crypto.subtle.deriveBits(
        { name: ALGORITHMS[curve].name, public: publicKey },
        privateKey,
        256,
      ),
    );
    return isZero(shared) ? null : shared;
  } catch {
    return null;
  }
}
