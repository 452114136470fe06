/** Two honest pages and their handshake, for tests. @module */
import { assert } from "@std/assert";
import { newIdentity, newKeyPair } from "../../sealing/identity.ts";
import type { Identity } from "../../sealing/identity.ts";
import { deriveRoomKeys, type RoomKeys } from "../../sealing/key_schedule.ts";
import type { Hello } from "../../sealing/hello.ts";
import type { Session } from "../../sealing/session.ts";

/** A private room; another one for each number. */
export function privateRoom(number = 1): Promise<RoomKeys> {
  const secret = new Uint8Array(16).fill(number);
  return deriveRoomKeys({ kind: "private", secret });
}

/** How a browser without X25519 makes keys. */
export const withoutX25519: typeof newKeyPair = (curve) =>
  curve === "X25519"
    ? Promise.reject(new DOMException("No such curve", "NotSupportedError"))
    : newKeyPair(curve);

/** A page with a fingerprint of 32 such bytes. */
export function newPage(
  byte = 1,
  makeKeys?: typeof newKeyPair,
): Promise<Identity> {
  return newIdentity(new Uint8Array(32).fill(byte), undefined, makeKeys);
}

/** What `to` reads in the hello of `from`. */
export async function helloFor(
  to: Identity,
  from: Identity,
  room: RoomKeys,
): Promise<Hello> {
  const opened = await to.openHello(room, await from.sealHello(room));
  assert(opened.ok, "hello");
  return opened.hello;
}

/** One side of a session. */
export async function sessionWith(
  own: Identity,
  peer: Hello,
  room: RoomKeys,
): Promise<Session> {
  const opened = await own.openSession(room, peer);
  assert(opened.ok, "session");
  return opened.session;
}

/** Both sides of a session. */
export async function handshake(
  a: Identity,
  b: Identity,
  room: RoomKeys,
): Promise<[Session, Session]> {
  return await Promise.all([
    helloFor(a, b, room).then((hello) => sessionWith(a, hello, room)),
    helloFor(b, a, room).then((hello) => sessionWith(b, hello, room)),
  ]);
}
