/**
 * The server's use of hashes: nothing it stores or logs opens a room.
 *
 * Synchronous, because a promise between two messages of one socket would let
 * the second overtake the first.
 *
 * @module
 */
import { createHash, randomBytes } from "node:crypto";

/** 128 bits, more than anyone can guess. */
const SECRET_BYTES = 16;

/** A new resume secret, in base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/**
 * The public id that belongs to a resume secret. A hash, so that the id
 * survives a restart of the server, which remembers nothing.
 */
export function identify(secret: string): string {
  return createHash("sha256").update(`duet peer id ${secret}`).digest()
    .subarray(0, SECRET_BYTES).toString("base64url");
}

/** Whether `token` is the one that the room's `key` was made from. */
export function opens(token: string, key: string): boolean {
  return createHash("sha256").update(token).digest("base64url") === key;
}
