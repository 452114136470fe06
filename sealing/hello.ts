/**
 * A hello says who a page is: its id, its keys for this one visit, the
 * fingerprint of its DTLS certificate, and what must be known before anything
 * else is said. It is sealed under a key of the room,
 * and waits at the server for whoever comes.
 *
 * ```text
 * offset  0  version, 1
 *         1  id, 16 bytes
 *        17  X25519 public key (RFC 7748), 32 bytes; zeros when there is none
 *        49  P-256 public key, uncompressed (SEC 1 § 2.3.3), 65 bytes
 *       114  fingerprint, SHA-256 (RFC 8122), 32 bytes
 *       146  wishes: 1 for a relay only, 2 to be asked first; their sum
 * ```
 *
 * Sealed: base64url(IV, 12 bytes ‖ AES-256-GCM of the above).
 *
 * @module
 */
import {
  type Bytes,
  compare,
  concat,
  decodeBase64Url,
  encodeBase64Url,
  isZero,
} from "./bytes.ts";
import type { RoomKeys } from "./key_schedule.ts";
import type { Wishes } from "./wishes.ts";

/** The version of all that is sealed. */
export const VERSION = 1;

/** Length of a page's id. */
export const ID_BYTES = 16;
/** Length of the random part of a sealed hello (NIST SP 800-38D § 8.2.2). */
export const IV_BYTES = 12;
/** Length of an X25519 public key. */
export const X25519_BYTES = 32;
/** Length of an uncompressed P-256 point. */
export const P256_BYTES = 65;
/** Length of a SHA-256 fingerprint. */
export const FINGERPRINT_BYTES = 32;

const WISHES_BYTES = 1;
const RELAY_ONLY = 1;
const ASKS_FIRST = 2;

const HELLO_BYTES = 1 + ID_BYTES + X25519_BYTES + P256_BYTES +
  FINGERPRINT_BYTES + WISHES_BYTES;
const TAG_BYTES = 16;
/** Other versions may be larger; nothing beyond this is looked at. */
const MAX_SEALED_CHARS = 4096;
const UNCOMPRESSED = 4;

/** Who a page is, for one visit. */
export interface Hello extends Wishes {
  /** Random. */
  readonly id: Bytes;
  /** `null` where the browser has no X25519. */
  readonly x25519: Bytes | null;
  readonly p256: Bytes;
  /** SHA-256 of its DTLS certificate. */
  readonly fingerprint: Bytes;
  /** All of the above as it is sealed, and as the transcript covers it. */
  readonly bytes: Bytes;
}

/** A hello, or why there is none. */
export type OpenedHello =
  | { readonly ok: true; readonly hello: Hello }
  | {
    readonly ok: false;
    /**
     * `unreadable`: of another room, or forged. `own`: sent back to its sender.
     */
    readonly reason: "malformed" | "unreadable" | "other-version" | "own";
  };

/**
 * Lays out a hello.
 *
 * @throws {RangeError} When a part has not its length.
 */
export function composeHello(parts: Omit<Hello, "bytes">): Hello {
  const { id, x25519, p256, fingerprint, relayOnly, asksFirst } = parts;
  const bytes = concat(
    Uint8Array.of(VERSION),
    id,
    x25519 ?? new Uint8Array(X25519_BYTES),
    p256,
    fingerprint,
    Uint8Array.of((relayOnly ? RELAY_ONLY : 0) + (asksFirst ? ASKS_FIRST : 0)),
  );
  const hello = parseHello(bytes);
  if (
    hello === null || compare(hello.id, id) !== 0 ||
    compare(hello.p256, p256) !== 0
  ) throw new RangeError("A part of the hello has a wrong length");
  return hello;
}

/** Takes a hello of this version apart; `null` when it is none. */
function parseHello(bytes: Bytes): Hello | null {
  if (bytes.length !== HELLO_BYTES) return null;
  let offset = 1;
  const take = (length: number) => bytes.slice(offset, offset += length);
  const id = take(ID_BYTES);
  const x25519 = take(X25519_BYTES);
  const p256 = take(P256_BYTES);
  const fingerprint = take(FINGERPRINT_BYTES);
  const [wishes = 0] = take(WISHES_BYTES);
  // A wish that is not understood must not be passed over.
  if (p256[0] !== UNCOMPRESSED || wishes > RELAY_ONLY + ASKS_FIRST) {
    return null;
  }
  return {
    id,
    x25519: isZero(x25519) ? null : x25519,
    p256,
    fingerprint,
    relayOnly: (wishes & RELAY_ONLY) !== 0,
    asksFirst: (wishes & ASKS_FIRST) !== 0,
    bytes,
  };
}

function algorithm(room: RoomKeys, iv: Bytes): AesGcmParams {
  const additionalData = concat("duet1 hello", room.roomKey);
  return { name: "AES-GCM", iv, additionalData };
}

/**
 * Seals a hello for a room. Pages do it through their identity, which draws
 * the IV.
 *
 * @param iv {@linkcode IV_BYTES} random bytes, new for each call.
 */
export async function sealHello(
  room: RoomKeys,
  hello: Hello,
  iv: Bytes,
): Promise<string> {
  const sealed = await crypto.subtle.encrypt(
    algorithm(room, iv),
    room.helloKey,
    hello.bytes,
  );
  return encodeBase64Url(concat(iv, new Uint8Array(sealed)));
}

async function decrypt(room: RoomKeys, sealed: Bytes): Promise<Bytes | null> {
  try {
    const iv = sealed.slice(0, IV_BYTES);
    return new Uint8Array(
      await crypto.subtle.decrypt(
        algorithm(room, iv),
        room.helloKey,
        sealed.slice(IV_BYTES),
      ),
    );
  } catch {
    return null;
  }
}

/**
 * Opens the other page's hello. Never throws.
 *
 * @param ownId The id of this page, which must not come back to it.
 */
export async function openHello(
  room: RoomKeys,
  data: string,
  ownId: Bytes,
): Promise<OpenedHello> {
  const sealed = data.length <= MAX_SEALED_CHARS ? decodeBase64Url(data) : null;
  if (sealed === null || sealed.length < IV_BYTES + 1 + TAG_BYTES) {
    return { ok: false, reason: "malformed" };
  }
  const bytes = await decrypt(room, sealed);
  if (bytes === null) return { ok: false, reason: "unreadable" };
  if (bytes[0] !== VERSION) return { ok: false, reason: "other-version" };
  const hello = parseHello(bytes);
  if (hello === null) return { ok: false, reason: "malformed" };
  return compare(hello.id, ownId) === 0
    ? { ok: false, reason: "own" }
    : { ok: true, hello };
}
