/**
 * STUN messages (RFC 8489 § 5) with the attributes that TURN needs (RFC 8656
 * § 18), as bytes.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createHash, createHmac } from "node:crypto";

const MAGIC_COOKIE = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
/** Of every message: type, length, cookie, transaction. */
export const HEADER_BYTES = 20;
const SIGNATURE_BYTES = 20;

/** Methods of requests; the answers have bits of a class added. */
export const Method = { allocate: 0x003, createPermission: 0x008 } as const;
export const SUCCESS = 0x0100, ERROR = 0x0110;

/** Types of attributes. */
export const Attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  xorPeerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
} as const;

/** In their order, which has a meaning. */
export type Attributes = [type: number, value: Uint8Array | string][];

/** A whole message. */
export function encode(
  type: number,
  transaction: Uint8Array,
  attributes: Attributes,
): Buffer {
  const body = attributes.flatMap(([type, value]) => {
    const bytes = Buffer.from(value);
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(bytes.length, 2);
    return [head, bytes, Buffer.alloc((4 - bytes.length % 4) % 4)];
  });
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.reduce((sum, { length }) => sum + length, 0), 2);
  return Buffer.concat([head, MAGIC_COOKIE, transaction, ...body]);
}

/** A whole message, signed for a user of a realm (RFC 8489 § 9.2.2). */
export function encodeSigned(
  type: number,
  transaction: Uint8Array,
  attributes: Attributes,
  user: { username: string; realm: string; credential: string },
): Buffer {
  const { username, realm, credential } = user;
  const empty = new Uint8Array(SIGNATURE_BYTES);
  const message = encode(type, transaction, [
    ...attributes,
    [Attribute.username, username],
    [Attribute.realm, realm],
    [Attribute.messageIntegrity, empty],
  ]);
  const key = createHash("md5").update(`${username}:${realm}:${credential}`)
    .digest();
  // What is signed has the length with the signature, and ends before it.
  const before = message.subarray(0, -SIGNATURE_BYTES - 4);
  createHmac("sha1", key).update(before).digest()
    .copy(message, message.length - SIGNATURE_BYTES);
  return message;
}

/** The attributes of a message without its header. */
export function decodeBody(body: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at < body.length;) {
    const length = body.readUInt16BE(at + 2);
    const start = at + 4;
    found.set(body.readUInt16BE(at), body.subarray(start, start + length));
    at = start + Math.ceil(length / 4) * 4;
  }
  return found;
}

/** An address of 4 or 16 bytes with a port that means nothing (§ 14.2). */
export function xorAddress(
  address: readonly number[],
  transaction: Uint8Array,
): Buffer {
  const mask = Buffer.concat([MAGIC_COOKIE, transaction]);
  const family = address.length === 4 ? 1 : 2;
  return Buffer.from([
    ...[0, family, 0x12, 0x34],
    ...address.map((byte, index) => byte ^ (mask[index] ?? 0)),
  ]);
}
