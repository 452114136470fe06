/**
 * Sessions with the pages that come to the room: who each claims to be, what it
 * has proven of that, and which of them is there.
 *
 * A page that has been heard is not given up for another whose hello arrives:
 * the hello may be an old one, sent again by the server. Only when the other has
 * spoken in its own session is it there.
 *
 * @module
 */
import { compare, encodeBase64Url } from "../../sealing/bytes.ts";
import { deflate, inflate } from "../../sealing/deflate.ts";
import { type Identity, newPairShare } from "../../sealing/identity.ts";
import type { RoomKeys } from "../../sealing/key_schedule.ts";
import { isPairProven, pairSecret, provePair } from "../../sealing/pair.ts";
import type { Session } from "../../sealing/session.ts";
import type { Wishes } from "../../sealing/wishes.ts";
import {
  MAX_MESSAGE_CHARS,
  parsePeerMessage,
  type PeerMessage,
} from "../messages/peer_message.ts";

/** What a page needs to seal. */
export interface SealingKeys {
  readonly identity: Identity;
  readonly room: RoomKeys;
  /** The identity's hello, sealed for the room. */
  readonly hello: string;
}

/** Makes what a page needs to seal, or has it at hand. */
export type NewKeys = (wishes: Wishes) => SealingKeys | Promise<SealingKeys>;

/** The page on the other seat, as far as its hello and its proofs say. */
export interface PeerIdentity {
  /** Names the page; a reload is another one. */
  readonly page: string;
  /**
   * SHA-256 of its DTLS certificate in base64url: a claim, until DTLS has
   * proven it.
   */
  readonly fingerprint: string;
  /** Names the session: base64url of its transcript hash. */
  readonly transcript: string;
  /** Whether it has proven, in this session, the pair secret of its fingerprint. */
  readonly paired: boolean;
}

/** Why there is no session with whoever left a hello. */
export type NoSession =
  | "unproven"
  | "other-version"
  /** Another page has been heard since: the hello is a replay. */
  | "superseded"
  /** It was dismissed before. */
  | "dismissed"
  /** The identity has met too many: it takes a new one. */
  | "spent";

/** A pair secret in the making: one share of each page makes it. */
export interface PairExchange {
  /** Ours, for the data channel. */
  readonly share: string;
  /** @returns The secret; `null` when theirs is no share. */
  complete(peerShare: string): Promise<string | null>;
}

/** One page that we share a session with. */
export class PeerSession {
  readonly session: Session;
  readonly page: string;
  /** Whether it is ours to lead repairs. */
  readonly leads: boolean;
  readonly fingerprint: string;
  #paired = false;

  constructor(identity: Identity, session: Session) {
    const { id, fingerprint } = session.peer;
    this.session = session;
    this.page = encodeBase64Url(id);
    this.leads = compare(identity.hello.id, id) > 0;
    this.fingerprint = encodeBase64Url(fingerprint);
  }

  get identity(): PeerIdentity {
    return {
      page: this.page,
      fingerprint: this.fingerprint,
      transcript: encodeBase64Url(this.session.parties.th),
      paired: this.#paired,
    };
  }

  /** Seals a message for this page, deflated where that is shorter. */
  async seal(message: PeerMessage): Promise<string> {
    return await this.session.seal(await deflate(JSON.stringify(message)));
  }

  /** The first message of the session: step 1 of the comparison, and our proofs. */
  async greeting(secrets: readonly string[]): Promise<PeerMessage> {
    const { comparison, parties } = this.session;
    const commitment = await comparison.commitment();
    const proofs = await provePair(parties, secrets);
    return { type: "commitment", commitment, proofs };
  }

  /** Starts a new pair secret with this page. */
  startPair(): PairExchange {
    const { parties } = this.session;
    const share = newPairShare();
    return { share, complete: (theirs) => pairSecret(parties, share, theirs) };
  }

  /** Checks the peer's proofs. @returns Whether one of them holds, for the first time. */
  async takeProofs(
    secrets: readonly string[],
    proofs: readonly string[],
  ): Promise<boolean> {
    if (this.#paired) return false;
    this.#paired = await isPairProven(this.session.parties, secrets, proofs);
    return this.#paired;
  }
}

/** Opens the session that a hello asks for. Never throws. */
async function openPeerSession(
  { identity, room }: SealingKeys,
  hello: string,
): Promise<PeerSession | NoSession> {
  const opened = await identity.openHello(room, hello);
  if (!opened.ok) {
    return opened.reason === "other-version" ? "other-version" : "unproven";
  }
  const made = await identity.openSession(room, opened.hello);
  if (made.ok) return new PeerSession(identity, made.session);
  if (made.reason === "superseded") return "superseded";
  return made.reason === "too-many" ? "spent" : "unproven";
}

/** What came in from a page. */
export interface Received {
  readonly peer: PeerSession;
  /** `null` where it was authentic, and no message that is known here. */
  readonly message: PeerMessage | null;
  /** It is the first that a page has said, which is there from now on. */
  readonly isFirst: boolean;
  /** It proves a pair secret. */
  readonly provesPair: boolean;
}

/** What sessions ask of the call. */
export interface PeerSessionPorts {
  /** The pair secrets shared with the owner of this certificate, newest first. */
  pairSecrets(fingerprint: string): readonly string[];
  /** Whether a message of so many characters may be looked at; else it is lost. */
  mayHear(chars: number): boolean;
}

/** The pages of a room, as one page meets them under one identity. */
export class PeerSessions {
  readonly #keys: SealingKeys;
  readonly #ports: PeerSessionPorts;
  #current: PeerSession | null = null;
  #candidate: PeerSession | null = null;
  readonly #dismissed = new Set<string>();

  constructor(keys: SealingKeys, ports: PeerSessionPorts) {
    this.#keys = keys;
    this.#ports = ports;
  }

  /** The page that is there. */
  get current(): PeerSession | null {
    return this.#current;
  }

  /** Whether something sealed in this session may still be sent. */
  has({ session }: PeerSession): boolean {
    return this.#current?.session === session ||
      this.#candidate?.session === session;
  }

  /** Forgets the page that is there, and meets it no more. */
  dismiss(): void {
    if (this.#current !== null) this.#dismissed.add(this.#current.page);
    this.#current = null;
  }

  /**
   * Opens the session with the page that left this hello. It is there at once,
   * or when it has spoken: where the hello may be a replay, and where it matters
   * what the page can prove.
   *
   * @param later Whether the page came after us, and so speaks first.
   */
  async meet(hello: string, later: boolean): Promise<PeerSession | NoSession> {
    const opened = await openPeerSession(this.#keys, hello);
    if (typeof opened === "string") return opened;
    if (this.#dismissed.has(opened.page)) return "dismissed";
    // The same object for the same session: what was proven in it stays proven.
    const known = [this.#current, this.#candidate]
      .find((each) => each?.session === opened.session);
    const peer = known ?? opened;
    const waits = !peer.session.confirmed && this.#mustSpeak(peer, later);
    this.#candidate = waits ? peer : null;
    if (!waits) this.#current = peer;
    return peer;
  }

  /** The first message to a page, with our proofs. */
  greet(peer: PeerSession): Promise<PeerMessage> {
    return peer.greeting(this.#ports.pairSecrets(peer.fingerprint));
  }

  /** Opens what came in; `null` where no page that may be there has said it. */
  async receive(data: string): Promise<Received | null> {
    const candidate = this.#candidate;
    const first = await candidate?.session.open(data) ?? null;
    const isFirst = candidate !== null && first !== null;
    const peer = isFirst ? candidate : this.#current;
    const text = first ?? await peer?.session.open(data) ?? null;
    if (peer === null || text === null) return null;
    const plain = await inflate(text, MAX_MESSAGE_CHARS);
    const heard = plain !== null && this.#ports.mayHear(plain.length);
    const message = heard ? parsePeerMessage(plain) : null;
    const provesPair = message?.type === "commitment" &&
      await peer.takeProofs(
        this.#ports.pairSecrets(peer.fingerprint),
        message.proofs,
      );
    if (isFirst) {
      this.#candidate = null;
      this.#current = peer;
    }
    return { peer, message, isFirst, provesPair };
  }

  #mustSpeak(peer: PeerSession, later: boolean): boolean {
    const current = this.#current;
    const other = current !== null && current.session !== peer.session;
    if (later || other && current.session.confirmed) return true;
    // Whether the person must be asked about them depends on their proof.
    return this.#keys.identity.hello.asksFirst &&
      this.#ports.pairSecrets(peer.fingerprint).length > 0;
  }
}
