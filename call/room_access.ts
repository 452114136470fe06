/** What opens a room: derived in the page, from what the link says. @module */

/** The room's place in the signalling URL, and what proves the right to it. */
export interface RoomAccess {
  /** SHA-256 of the token, base64url: public, for routing. */
  readonly key: string;
  /** Base64url of 32 bytes, said once over the socket. */
  readonly token: string;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(text),
  );
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * Access to a named room. Whoever knows the name can derive it: the name is
 * all that protects such a room.
 *
 * @throws {TypeError} Outside a secure context, where WebCrypto is missing.
 */
export async function namedRoomAccess(name: string): Promise<RoomAccess> {
  const token = await sha256(`duet1 named room ${name}`);
  return { key: await sha256(token), token };
}
