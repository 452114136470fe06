/**
 * A card says who is in a room, to whoever looks in with the link of it, before
 * they have a seat. The server keeps it and cannot read it.
 *
 * ```text
 * offset  0  version, 1
 *         1  length of the name in bytes of UTF-8
 *         2  the name, then zeros: 126 bytes
 * ```
 *
 * Sealed: base64url(IV, 12 bytes ‖ AES-256-GCM of the above). In a named room
 * the key is public, as all of the room's keys are.
 *
 * @module
 */
import {
  type Bytes,
  concat,
  decodeBase64Url,
  encodeBase64Url,
  isZero,
} from "./bytes.ts";
import { IV_BYTES, VERSION } from "./hello.ts";
import type { RoomKeys } from "./key_schedule.ts";

/** Longest name on a card, in bytes of UTF-8. */
export const MAX_CARD_NAME_BYTES = 126;

const HEAD_BYTES = 2;
const CARD_BYTES = HEAD_BYTES + MAX_CARD_NAME_BYTES;

function algorithm(room: RoomKeys, iv: Bytes): AesGcmParams {
  const additionalData = concat("duet1 card", room.roomKey);
  return { name: "AES-GCM", iv, additionalData };
}

/**
 * Seals a card.
 *
 * @param iv {@linkcode IV_BYTES} random bytes, new for each call.
 * @throws {RangeError} When the name is longer than {@linkcode MAX_CARD_NAME_BYTES}.
 */
export async function sealCard(
  room: RoomKeys,
  name: string,
  iv: Bytes,
): Promise<string> {
  const utf8 = new TextEncoder().encode(name);
  const card = new Uint8Array(CARD_BYTES);
  card.set([VERSION, utf8.length]);
  card.set(utf8, HEAD_BYTES);
  const sealed = await crypto.subtle.encrypt(
    algorithm(room, iv),
    room.cardKey,
    card,
  );
  return encodeBase64Url(concat(iv, new Uint8Array(sealed)));
}

/** The name on a card; `null` where it is none of this room. Never throws. */
export async function openCard(
  room: RoomKeys,
  sealed: string,
): Promise<string | null> {
  const bytes = decodeBase64Url(sealed);
  if (bytes === null) return null;
  try {
    const card = new Uint8Array(
      await crypto.subtle.decrypt(
        algorithm(room, bytes.slice(0, IV_BYTES)),
        room.cardKey,
        bytes.slice(IV_BYTES),
      ),
    );
    return nameOn(card);
  } catch {
    return null;
  }
}

function nameOn(card: Bytes): string | null {
  const [version, length = 0] = card;
  const end = HEAD_BYTES + length;
  if (version !== VERSION || card.length !== CARD_BYTES) return null;
  if (end > CARD_BYTES || !isZero(card.subarray(end))) return null;
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
    .decode(card.subarray(HEAD_BYTES, end));
}
