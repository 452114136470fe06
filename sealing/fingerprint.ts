/**
 * Fingerprints of DTLS certificates (RFC 8122 § 5), as a description and an
 * `RTCCertificate` spell them.
 *
 * @module
 */
import type { Bytes } from "./bytes.ts";
import { compare } from "./bytes.ts";

const SHA256_TEXT = /^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/i;
const LINE = /^a=fingerprint:sha-256 ([0-9A-F:]+)$/i;

/** 32 bytes from `AB:CD:…`; `null` for anything else. */
export function fingerprintFromText(text: string): Bytes | null {
  if (!SHA256_TEXT.test(text)) return null;
  return Uint8Array.from(text.split(":"), (pair) => Number.parseInt(pair, 16));
}

/**
 * The one fingerprint of a description, at session or media level.
 *
 * @returns `null` when there is none, two differ, one is not SHA-256, or a line
 * could be one to a browser that reads more liberally.
 */
export function fingerprintOf(sdp: string): Bytes | null {
  let found: Bytes | null = null;
  for (const line of sdp.split(/\r?\n/)) {
    // Strict about every line that mentions one: what another reader would see
    // in part of it, after a bare carriage return or a space, is not hidden.
    if (!/fingerprint/i.test(line)) continue;
    const [, text = ""] = LINE.exec(line) ?? [];
    const fingerprint = fingerprintFromText(text);
    if (fingerprint === null) return null;
    if (found !== null && compare(found, fingerprint) !== 0) return null;
    found = fingerprint;
  }
  return found;
}
