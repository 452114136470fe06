/**
 * What a link's secret, or a room's name, is good for: HKDF-SHA-256 (RFC 5869)
 * with one `info` for each purpose, so that no key says anything of another.
 *
 * In a named room all of this is public: the code is the same, and what proves
 * such a call is the comparison.
 *
 * @module
 */
import { type Bytes, encodeBase64Url } from "./bytes.ts";
import { aesKey, hkdf, type HkdfInput, sha256 } from "./hash.ts";

/** Where a room's keys come from. */
export type RoomSource =
  | { readonly kind: "private"; readonly secret: Bytes }
  /** The name in its canonical form. */
  | { readonly kind: "named"; readonly name: string };

/** All that opens a room. */
export interface RoomKeys {
  /** Base64url of 32 bytes, said once over the socket: the right to a seat. */
  readonly token: string;
  /** SHA-256 of the token's characters, base64url: the room's public place. */
  readonly key: string;
  /** The 32 bytes that `key` spells. */
  readonly roomKey: Bytes;
  /** Seals hellos; cannot be exported. */
  readonly helloKey: CryptoKey;
  /** Seals what lookers may see; cannot be exported. */
  readonly cardKey: CryptoKey;
  /** 32 bytes that go into every session's keys. */
  readonly psk: Bytes;
}

const SALT = { private: "duet1", named: "duet1 named" } as const;
const KEY_BYTES = 32;

/**
 * Derives a room's keys.
 *
 * @throws {TypeError} Outside a secure context, where WebCrypto is missing.
 */
export async function deriveRoomKeys(source: RoomSource): Promise<RoomKeys> {
  const ikm = source.kind === "private"
    ? source.secret
    : new TextEncoder().encode(source.name);
  const input: HkdfInput = { ikm, salt: SALT[source.kind] };
  const [joinToken, helloKey, cardKey, psk] = await Promise.all([
    hkdf(input, "join token", KEY_BYTES),
    hkdf(input, "hello key", KEY_BYTES),
    hkdf(input, "card key", KEY_BYTES),
    hkdf(input, "psk", KEY_BYTES),
  ]);
  const token = encodeBase64Url(joinToken);
  const roomKey = await sha256(token);
  return {
    token,
    key: encodeBase64Url(roomKey),
    roomKey,
    helloKey: await aesKey(helloKey, ["encrypt", "decrypt"]),
    cardKey: await aesKey(cardKey, ["encrypt", "decrypt"]),
    psk,
  };
}

/**
 * The number, 1000 to 9999, at the end of a private room's name. It ties the
 * readable words to the secret, so that a link with one wrong character is
 * noticed before anybody waits alone in a room of its own.
 *
 * @param words The name before the number, such as `brave-otter`.
 */
export async function nameCheck(
  secret: Bytes,
  words: string,
): Promise<number> {
  const input: HkdfInput = { ikm: secret, salt: SALT.private };
  const bytes = await hkdf(input, `name check ${words}`, 4);
  return 1000 + new DataView(bytes.buffer).getUint32(0) % 9000;
}
