/**
 * Owner of the sealed way through the server: turns what the pages say to each
 * other into what the server relays and can neither read nor forge, and back
 * (docs/PROTOCOL.md). What cannot be opened was not said.
 *
 * A page that has been heard is not given up for another whose hello arrives:
 * the hello may be an old one, said again by the server. Only when the other has
 * spoken in its own session is it there.
 *
 * @module
 */
import type { IceServer } from "../../signalling/protocol.ts";
import { compare, encodeBase64Url } from "../../sealing/bytes.ts";
import { IV_BYTES } from "../../sealing/hello.ts";
import type { Wishes } from "../../sealing/wishes.ts";
import { sealCard } from "../../sealing/card.ts";
import { deflate, inflate } from "../../sealing/deflate.ts";
import type { Emoji } from "../../sealing/emoji.ts";
import type { Identity } from "../../sealing/identity.ts";
import type { RoomKeys } from "../../sealing/key_schedule.ts";
import type { Session } from "../../sealing/session.ts";
import {
  MAX_MESSAGE_CHARS,
  parsePeerMessage,
  type PeerMessage,
} from "../messages/peer_message.ts";
import type {
  SeatClaim,
  SignallingClient,
  SignallingHandlers,
} from "./signalling_client.ts";
import type { FailureReason, PeerFacts } from "../machine/state.ts";

/** What a page needs to seal. */
export interface SealingKeys {
  readonly identity: Identity;
  readonly room: RoomKeys;
  /** The identity's hello, sealed for the room. */
  readonly hello: string;
}

/** Makes what a page needs to seal, or has it at hand. */
export type NewKeys = (wishes: Wishes) => SealingKeys | Promise<SealingKeys>;

/** The signalling client, as far as it is used. */
export type SignallingPort = Pick<
  SignallingClient,
  "open" | "send" | "show" | "lock" | "probe" | "close"
>;

/** Somebody on the other seat, as their hello says. */
export type Met = Pick<PeerFacts, "id" | "page" | "leads"> & {
  /** Whether they ask before anybody joins them. */
  readonly asksFirst: boolean;
};

/** Told by the signalling client, and passed on in its place among the rest. */
type PassedOn = Pick<
  SignallingHandlers,
  | "onPhase"
  | "onIceServers"
  | "onClaim"
  | "onRefused"
  | "onPeerAway"
  | "onPeerGone"
  | "onLocked"
>;

/** What sealed signalling reports. */
export interface SealedHandlers extends PassedOn {
  onJoined(self: string, peer: (Met & { here: boolean }) | null): void;
  onPeerHere(self: string, peer: Met): void;
  /** Whether a message of so many characters may be looked at; else it is lost. */
  mayHear(chars: number): boolean;
  /** The peer's words, in order, each once, and certainly theirs. */
  onMessage(message: PeerMessage): void;
  /** Four pictures that are the same on both sides if nobody is in between. */
  onPictures(pictures: readonly Emoji[]): void;
}

/** A page that we share a session with. */
interface Meeting {
  readonly session: Session;
  readonly page: string;
  readonly leads: boolean;
}

/** One way in and out of a room; which room, the keys say. */
export class SealedSignalling {
  readonly #newKeys: NewKeys;
  #keys: SealingKeys | null = null;
  readonly #client: SignallingPort;
  readonly #handlers: SealedHandlers;
  #current: Meeting | null = null;
  /** Whose hello came while another page was there, and what to report if they are real. */
  #candidate: { meeting: Meeting; announce: () => void } | null = null;
  #wanted = 0;
  /** What comes in is handled one after the other, and so is what goes out. */
  #inbound: Promise<void> = Promise.resolve();
  #outbound: Promise<void> = Promise.resolve();

  /**
   * @param newKeys Gives another identity each time: one that has left is not
   * the one that comes back, or a hello said again could be taken for it.
   */
  constructor(
    newKeys: NewKeys,
    connect: (handlers: SignallingHandlers) => SignallingPort,
    handlers: SealedHandlers,
  ) {
    this.#newKeys = newKeys;
    this.#handlers = handlers;
    this.#client = connect(this.#listen());
  }

  /**
   * Starts to join, at once if there are keys at hand: before the page is drawn
   * anew. See {@linkcode SignallingClient.open}. Whoever is met knows
   * from the start what is wished; who looks in sees `name`.
   */
  async open(
    claim: SeatClaim | null,
    wishes: Wishes,
    name: string,
  ): Promise<void> {
    const turn = ++this.#wanted;
    this.#current = this.#candidate = null;
    const made = this.#newKeys(wishes);
    const keys = made instanceof Promise ? await made : made;
    if (turn !== this.#wanted) return;
    this.#keys = keys;
    const { room: { key, token }, hello } = keys;
    this.#client.open({ key, token }, hello, claim);
    await this.introduce(name);
  }

  /** Shows this name to those who look into the room. */
  async introduce(name: string): Promise<void> {
    const turn = this.#wanted;
    const room = this.#keys?.room;
    if (room === undefined) return;
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const card = await sealCard(room, name, iv);
    if (turn === this.#wanted) this.#client.show(card);
  }

  /** See {@linkcode SignallingClient.lock}. */
  lock(locked: boolean): void {
    this.#client.lock(locked);
  }

  /** Says something to the page that is there, and to no other. */
  send(message: PeerMessage): void {
    if (this.#current !== null) this.#say(this.#current, message);
  }

  /** The DTLS certificate of the page that is there, SHA-256 in base64url. */
  get peerFingerprint(): string | null {
    const peer = this.#current?.session.peer;
    return peer === undefined ? null : encodeBase64Url(peer.fingerprint);
  }

  /** Resolves when all that has come in, or been said, so far is dealt with. */
  async settled(): Promise<void> {
    await this.#inbound;
    await this.#outbound;
  }

  /** What this page has said that it wishes; `null` before it has. */
  get wishes(): Wishes | null {
    return this.#keys?.identity.hello ?? null;
  }

  /** Whether one of the two has wished that no address be known. */
  get relayOnly(): boolean {
    const own = this.#keys?.identity.hello, peer = this.#current?.session.peer;
    return (own?.relayOnly ?? false) || (peer?.relayOnly ?? false);
  }

  /** See {@linkcode SignallingClient.probe}. */
  probe(): void {
    this.#client.probe();
  }

  /** See {@linkcode SignallingClient.close}. */
  close(leave: boolean): void {
    this.#wanted++;
    this.#client.close(leave);
  }

  #listen(): SignallingHandlers {
    const handlers = this.#handlers;
    const inOrder = <Args extends unknown[]>(
      report: (...args: Args) => void | Promise<void>,
    ) =>
    (...args: Args) => {
      const turn = this.#wanted;
      this.#inbound = this.#inbound.then(() =>
        turn === this.#wanted ? report(...args) : undefined
      );
    };
    return {
      onPhase: inOrder((phase) => handlers.onPhase(phase)),
      onIceServers: inOrder((servers: readonly IceServer[]) =>
        handlers.onIceServers(servers)
      ),
      // The right to the seat must be kept before anything else can happen.
      onClaim: (claim) => handlers.onClaim(claim),
      onRefused: inOrder((reason) => handlers.onRefused(reason)),
      onPeerAway: inOrder(() => handlers.onPeerAway()),
      onPeerGone: inOrder(() => handlers.onPeerGone()),
      onLocked: inOrder((locked: boolean | null) => handlers.onLocked(locked)),
      onJoined: inOrder(async (self, peer, parked) => {
        if (peer === null) return handlers.onJoined(self, null);
        const { id, here } = peer;
        await this.#meet(
          parked,
          (met) => handlers.onJoined(self, { id, ...facts(met), here }),
        );
      }),
      onPeerHere: inOrder((self, { id }, parked) =>
        this.#meet(
          parked,
          (met) => handlers.onPeerHere(self, { id, ...facts(met) }),
        )
      ),
      onData: inOrder((data) => this.#receive(data)),
    };
  }

  /** Takes a hello; reports the page once it is known to be there. */
  async #meet(
    parked: string | null,
    report: (meeting: Meeting) => void,
  ): Promise<void> {
    const meeting = await this.#meetingWith(parked ?? "");
    if (meeting === null) return;
    const announce = () => report(meeting);
    // The first step of the comparison, with whoever it is.
    this.#say(
      meeting,
      meeting.session.comparison.commitment()
        .then((commitment) => ({ type: "commitment", commitment })),
    );
    const current = this.#current;
    const other = current !== null && current.session !== meeting.session;
    if (other && current.session.confirmed && !meeting.session.confirmed) {
      this.#candidate = { meeting, announce };
      return;
    }
    this.#candidate = null;
    this.#current = meeting;
    announce();
  }

  async #meetingWith(parked: string): Promise<Meeting | null> {
    if (this.#keys === null) return null;
    const { identity, room } = this.#keys;
    const opened = await identity.openHello(room, parked);
    if (!opened.ok) {
      return this.#refuse(
        opened.reason === "other-version" ? "other-version" : "unproven",
      );
    }
    const made = await identity.openSession(room, opened.hello);
    // A page that is gone: the server has said its hello again.
    if (!made.ok && made.reason === "superseded") return null;
    if (!made.ok) return this.#refuse("unproven");
    const { id } = opened.hello;
    return {
      session: made.session,
      page: encodeBase64Url(id),
      leads: compare(identity.hello.id, id) > 0,
    };
  }

  /** A call that is proven goes on, whatever the server says. */
  #refuse(reason: FailureReason): null {
    if (!this.#current?.session.confirmed) this.#handlers.onRefused(reason);
    return null;
  }

  async #receive(data: string): Promise<void> {
    const candidate = this.#candidate;
    const heard = await candidate?.meeting.session.open(data) ?? null;
    if (candidate !== null && heard !== null) {
      this.#candidate = null;
      this.#current = candidate.meeting;
      candidate.announce();
    }
    const meeting = this.#current;
    const text = heard ?? await meeting?.session.open(data) ?? null;
    if (meeting === null || text === null) return;
    const plain = await inflate(text, MAX_MESSAGE_CHARS);
    if (plain === null || !this.#handlers.mayHear(plain.length)) return;
    const message = parsePeerMessage(plain);
    if (message === null) return;
    if (message.type === "commitment") return this.#reveal(meeting, message);
    if (message.type === "reveal") return await this.#compare(meeting, message);
    this.#handlers.onMessage(message);
  }

  #reveal(meeting: Meeting, { commitment }: { commitment: string }): void {
    const nonce = meeting.session.comparison.reveal(commitment);
    if (nonce !== null) this.#say(meeting, { type: "reveal", nonce });
  }

  async #compare(
    meeting: Meeting,
    { nonce }: { nonce: string },
  ): Promise<void> {
    const compared = await meeting.session.comparison.compare(nonce);
    if (compared.ok) this.#handlers.onPictures(compared.emoji);
    // They have shown another nonce than they had committed to.
    else if (compared.reason === "mismatch") {
      this.#handlers.onRefused("unproven");
    }
  }

  #say(
    { session }: Meeting,
    message: PeerMessage | Promise<PeerMessage>,
  ): void {
    const turn = this.#wanted;
    this.#outbound = this.#outbound.then(async () => {
      const text = await deflate(JSON.stringify(await message));
      const sealed = await session.seal(text);
      const to = [this.#current, this.#candidate?.meeting];
      const there = to.some((meeting) => meeting?.session === session);
      if (there && turn === this.#wanted) this.#client.send(sealed);
    });
  }
}

function facts({ page, leads, session }: Meeting): Omit<Met, "id"> {
  return { page, leads, asksFirst: session.peer.asksFirst };
}
