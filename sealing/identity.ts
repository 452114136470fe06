/**
 * Who a page is while it is in a room: made by chance, kept in memory only,
 * gone with the page. So what was sealed cannot be opened afterwards, not even
 * by those who have the link.
 *
 * @module
 */
import { ALGORITHMS, type Curve, type PrivateKeys } from "./agreement.ts";
import { type Bytes, encodeBase64Url } from "./bytes.ts";
import { NONCE_BYTES } from "./comparison.ts";
import {
  composeHello,
  type Hello,
  ID_BYTES,
  IV_BYTES,
  type OpenedHello,
  openHello,
  sealHello,
} from "./hello.ts";
import type { RoomKeys } from "./key_schedule.ts";
import { PAIR_BYTES } from "./pair.ts";
import type { Wishes } from "./wishes.ts";
import { type CreatedSession, createSession, type Session } from "./session.ts";

/**
 * Sessions of one identity. Each is one guess for whoever wants the comparison
 * to agree by luck.
 */
export const MAX_SESSIONS = 64;

/** A session, or why there is none. */
export type OpenedSession =
  | CreatedSession
  | {
    readonly ok: false;
    /**
     * `superseded`: a later page has been heard, so this hello is a replay.
     * `too-many`: {@linkcode MAX_SESSIONS}; it takes a new identity.
     */
    readonly reason: "superseded" | "too-many";
  };

function random(lengthBytes: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(lengthBytes));
}

/** What one page adds to the next pair secret: base64url of 32 random bytes. */
export function newPairShare(): string {
  return encodeBase64Url(random(PAIR_BYTES));
}

interface KeyPair {
  readonly publicKey: Bytes;
  /** No script can read it. */
  readonly privateKey: CryptoKey;
}

/** Makes a key pair, or fails where the browser does not know the curve. */
export async function newKeyPair(curve: Curve): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(
    ALGORITHMS[curve],
    false,
    ["deriveBits"],
  );
  if (!("publicKey" in pair)) throw new TypeError("Not a key pair");
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  return { publicKey: new Uint8Array(raw), privateKey: pair.privateKey };
}

/**
 * Makes an identity.
 *
 * @param fingerprint SHA-256 of the page's DTLS certificate, 32 bytes.
 */
export async function newIdentity(
  fingerprint: Bytes,
  wishes: Wishes = { relayOnly: false, asksFirst: false },
  makeKeys: typeof newKeyPair = newKeyPair,
): Promise<Identity> {
  const [x25519, p256] = await Promise.all([
    // Missing in browsers from before 2025; how they refuse differs.
    makeKeys("X25519").catch(() => null),
    makeKeys("P-256"),
  ]);
  const hello = composeHello({
    id: random(ID_BYTES),
    x25519: x25519?.publicKey ?? null,
    p256: p256.publicKey,
    fingerprint,
    ...wishes,
  });
  return new Identity(hello, {
    x25519: x25519?.privateKey ?? null,
    p256: p256.privateKey,
  });
}

interface Meeting {
  readonly created: Promise<CreatedSession>;
  /** Once it is created. */
  session: Session | null;
}

/** A page's hello, the private keys to it, and whom it has met. */
export class Identity {
  /** What the other page gets to see. */
  readonly hello: Hello;
  readonly #keys: PrivateKeys;
  /** By what makes a session: room and peer; in the order met. */
  readonly #meetings = new Map<string, Meeting>();

  constructor(hello: Hello, keys: PrivateKeys) {
    this.hello = hello;
    this.#keys = keys;
  }

  /** The hello for the other page, to be parked at the server. */
  sealHello(room: RoomKeys): Promise<string> {
    return sealHello(room, this.hello, random(IV_BYTES));
  }

  /** Opens the other page's hello. Never throws. */
  openHello(room: RoomKeys, data: string): Promise<OpenedHello> {
    return openHello(room, data, this.hello.id);
  }

  /**
   * The session with another page: always the same for the same page, however
   * often its hello comes. Once a later page has been heard, earlier ones are
   * past. Until then its hello may be a replay: keep the earlier session.
   */
  async openSession(room: RoomKeys, peer: Hello): Promise<OpenedSession> {
    const name = encodeBase64Url(room.roomKey) + encodeBase64Url(peer.bytes);
    if (this.#superseded(name)) return { ok: false, reason: "superseded" };
    const known = this.#meetings.get(name);
    if (known === undefined && this.#meetings.size >= MAX_SESSIONS) {
      return { ok: false, reason: "too-many" };
    }
    return await (known ?? this.#meet(name, room, peer)).created;
  }

  #meet(name: string, room: RoomKeys, peer: Hello): Meeting {
    const created = createSession({
      room,
      own: { hello: this.hello, keys: this.#keys },
      peer,
      comparisonNonce: random(NONCE_BYTES),
    });
    const meeting: Meeting = { created, session: null };
    this.#meetings.set(name, meeting);
    created.then((result) => {
      if (result.ok) meeting.session = result.session;
    });
    return meeting;
  }

  #superseded(name: string): boolean {
    const names = [...this.#meetings.keys()];
    const later = names.includes(name)
      ? names.slice(names.indexOf(name) + 1)
      : [];
    return later.some((each) => this.#meetings.get(each)?.session?.confirmed);
  }
}
