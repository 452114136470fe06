/**
 * Hides the length of a text: its UTF-8, after its length in 4 bytes
 * (big-endian), before zeros up to the next multiple of 1 KiB.
 *
 * @module
 */
import type { Bytes } from "./bytes.ts";

/** Sealed texts have lengths that are multiples of this. */
export const BLOCK_BYTES = 1024;

/** As many blocks as fit a message of the signalling protocol, in base64url. */
const MAX_BLOCKS = 11;
const LENGTH_BYTES = 4;

/** Longest text that can be sealed. */
export const MAX_TEXT_BYTES = MAX_BLOCKS * BLOCK_BYTES - LENGTH_BYTES;

function paddedBytes(lengthBytes: number): number {
  return Math.ceil((LENGTH_BYTES + lengthBytes) / BLOCK_BYTES) * BLOCK_BYTES;
}

/**
 * Pads a text.
 *
 * @throws {RangeError} When it is longer than {@linkcode MAX_TEXT_BYTES}.
 */
export function pad(text: string): Bytes {
  const utf8 = new TextEncoder().encode(text);
  if (utf8.length > MAX_TEXT_BYTES) {
    throw new RangeError(`At most ${MAX_TEXT_BYTES} bytes can be sealed`);
  }
  const padded = new Uint8Array(paddedBytes(utf8.length));
  new DataView(padded.buffer).setUint32(0, utf8.length);
  padded.set(utf8, LENGTH_BYTES);
  return padded;
}

/** The text that {@linkcode pad} padded so; `null` for anything else. */
export function unpad(padded: Bytes): string | null {
  if (padded.length < BLOCK_BYTES) return null;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (paddedBytes(length) !== padded.length) return null;
  const end = LENGTH_BYTES + length;
  if (padded.subarray(end).some((byte) => byte !== 0)) return null;
  try {
    // A byte order mark is part of the text.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(padded.subarray(LENGTH_BYTES, end));
  } catch {
    return null;
  }
}
