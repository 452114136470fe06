/** SHA-256 (FIPS 180-4) and HKDF-SHA-256 (RFC 5869), by WebCrypto. @module */
import { type Bytes, concat } from "./bytes.ts";

/** SHA-256 of the parts, one after the other. */
export async function sha256(
  ...parts: readonly (Uint8Array | string)[]
): Promise<Bytes> {
  return new Uint8Array(
    await crypto.subtle.digest("SHA-256", concat(...parts)),
  );
}

/** What HKDF starts from; one for all outputs that differ in `info` only. */
export interface HkdfInput {
  /** Input keying material. */
  readonly ikm: Bytes;
  readonly salt: string | Bytes;
}

/** `lengthBytes` bytes for the purpose that `info` names. */
export async function hkdf(
  input: HkdfInput,
  info: string,
  lengthBytes: number,
): Promise<Bytes> {
  const ikm = await crypto.subtle.importKey("raw", input.ikm, "HKDF", false, [
    "deriveBits",
  ]);
  const bits = await crypto.subtle.deriveBits(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: concat(input.salt),
      info: concat(info),
    },
    ikm,
    lengthBytes * 8,
  );
  return new Uint8Array(bits);
}

/** A key for AES-256-GCM that no script can read. */
export function aesKey(
  bytes: Bytes,
  usages: ("encrypt" | "decrypt")[],
): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, usages);
}
