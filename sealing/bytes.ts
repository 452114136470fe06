/** Bytes, and their two spellings: raw and base64url. @module */

/** Bytes that WebCrypto takes: never on shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The parts, one after the other; text as UTF-8. */
export function concat(...parts: readonly (Uint8Array | string)[]): Bytes {
  const arrays = parts.map((part) =>
    typeof part === "string" ? new TextEncoder().encode(part) : part
  );
  const whole = new Uint8Array(
    arrays.reduce((sum, { length }) => sum + length, 0),
  );
  let offset = 0;
  for (const array of arrays) {
    whole.set(array, offset);
    offset += array.length;
  }
  return whole;
}

/** Less than, equal to or more than 0, as `a` is before, like or after `b`, byte by byte. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Whether all bytes are zero. */
export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** A whole number as 8 bytes, big-endian. */
export function uint64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** RFC 4648 § 5, without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_")
    .replace(/=+$/, "");
}

/**
 * The bytes that {@linkcode encodeBase64Url} spells so.
 *
 * @returns `null` for any other text, other spellings of the same bytes
 * included: what has one meaning has one form.
 */
export function decodeBase64Url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  // Spare bits of the last character must be zero.
  const tail = bytes.subarray(bytes.length - bytes.length % 3);
  return text.endsWith(encodeBase64Url(tail)) ? bytes : null;
}

/** {@linkcode decodeBase64Url} of exactly 32 bytes: a hash, a nonce, a secret. */
export function decode32(text: string): Bytes | null {
  const bytes = text.length === 43 ? decodeBase64Url(text) : null;
  return bytes?.length === 32 ? bytes : null;
}
