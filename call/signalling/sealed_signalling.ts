/**
 * Owner of the sealed way through the server: turns what the pages say to each
 * other into what the server relays and can neither read nor forge, and back
 * (docs/PROTOCOL.md). What cannot be opened was not said.
 *
 * @module
 */
import type { IceServer } from "../../signalling/protocol.ts";
import { IV_BYTES } from "../../sealing/hello.ts";
import type { Wishes } from "../../sealing/wishes.ts";
import { sealCard } from "../../sealing/card.ts";
import type { Emoji } from "../../sealing/emoji.ts";
import type { PeerMessage } from "../messages/peer_message.ts";
import type {
  SeatClaim,
  SignallingClient,
  SignallingHandlers,
} from "./signalling_client.ts";
import type { PeerFacts } from "../machine/state.ts";
import {
  type NewKeys,
  type PairExchange,
  type PeerIdentity,
  type PeerSession,
  type PeerSessionPorts,
  PeerSessions,
  type SealingKeys,
} from "./peer_session.ts";

/** The signalling client, as far as it is used. */
export type SignallingPort = Pick<
  SignallingClient,
  "open" | "send" | "show" | "lock" | "release" | "probe" | "close"
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

/** What sealed signalling reports, and what it asks. */
export interface SealedHandlers extends PassedOn, PeerSessionPorts {
  onJoined(self: string, peer: (Met & { here: boolean }) | null): void;
  onPeerHere(self: string, peer: Met): void;
  /** The peer's words, in order, each once, and certainly theirs. */
  onMessage(message: PeerMessage): void;
  /** Four pictures that are the same on both sides if nobody is in between. */
  onPictures(pictures: readonly Emoji[]): void;
  /** The page that was reported last has proven a pair secret. */
  onPaired(): void;
  /** Somebody came to the room with a hello that opens no session. */
  onStranger(reason: "unproven" | "other-version"): void;
  /** The page that is there does not keep to what it has committed to. */
  onPeerUnproven(): void;
  /** The identity has met as many pages as it may: no other can be met. */
  onIdentitySpent(): void;
}

/** One way in and out of a room; which room, the keys say. */
export class SealedSignalling {
  readonly #newKeys: NewKeys;
  #keys: SealingKeys | null = null;
  readonly #client: SignallingPort;
  readonly #handlers: SealedHandlers;
  #peers: PeerSessions | null = null;
  /** How to report a page once it has spoken, and one that is gone before that. */
  #announce: () => void = () => {};
  #silent: () => void = () => {};
  /** Whether we were in the room before, and wait for whoever comes. */
  #waits = false;
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
    this.#peers = null;
    // A seat that was had before: from an earlier socket, or an earlier page.
    this.#waits = claim?.epoch !== undefined;
    const made = this.#newKeys(wishes);
    const keys = made instanceof Promise ? await made : made;
    if (turn !== this.#wanted) return;
    this.#keys = keys;
    this.#peers = new PeerSessions(keys, this.#handlers);
    const { room: { key, token }, hello } = keys;
    this.#client.open({ key, token }, hello, claim);
    await this.introduce(name);
  }

  /** Shows this name to those who look into the room. */
  async introduce(name: string): Promise<void> {
    const turn = this.#wanted;
    const room = this.#keys?.room;
    if (room === undefined) return;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const card = await sealCard(room, name, iv);
      if (turn === this.#wanted) this.#client.show(card);
    } catch (error) {
      // Who looks in sees nobody's name; the call needs none.
      dropped(error);
    }
  }

  /** See {@linkcode SignallingClient.lock}. */
  lock(locked: boolean): void {
    this.#client.lock(locked);
  }

  /** See {@linkcode SignallingClient.release}. */
  release(): void {
    this.#client.release();
  }

  /** Says something to the page that is there, and to no other. */
  send(message: PeerMessage): void {
    const peer = this.#peers?.current ?? null;
    if (peer !== null) this.#say(peer, message);
  }

  /** Who is there, as far as they have proven it. */
  get peer(): PeerIdentity | null {
    return this.#peers?.current?.identity ?? null;
  }

  /** Starts a new pair secret with the page that is there, if one is. */
  startPair(): PairExchange | null {
    return this.#peers?.current?.startPair() ?? null;
  }

  /** Tells the page that is there that it is refused, and hears it no more. */
  dismiss(): void {
    const peer = this.#peers?.current ?? null;
    if (peer === null) return;
    this.#say(peer, { type: "refused" }, true);
    this.#peers?.dismiss();
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
    const peer = this.#peers?.current?.session.peer;
    return (this.wishes?.relayOnly ?? false) || (peer?.relayOnly ?? false);
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
      ).catch(dropped);
    };
    return {
      onPhase: inOrder((phase) => handlers.onPhase(phase)),
      onIceServers: inOrder((servers: readonly IceServer[]) =>
        handlers.onIceServers(servers)
      ),
      // The right to the seat must be kept before anything else can happen.
      onClaim(claim) {
        try {
          handlers.onClaim(claim);
        } catch (error) {
          dropped(error);
        }
      },
      onRefused: inOrder((reason) => handlers.onRefused(reason)),
      onPeerAway: inOrder(() => {
        this.#silent();
        handlers.onPeerAway();
      }),
      onPeerGone: inOrder(() => {
        this.#silent();
        handlers.onPeerGone();
      }),
      onLocked: inOrder((locked: boolean | null) => handlers.onLocked(locked)),
      onJoined: inOrder((self, peer, parked) =>
        this.#joined(self, peer, parked)
      ),
      onPeerHere: inOrder((self, { id }, parked) =>
        this.#peerHere(self, id, parked)
      ),
      onData: inOrder((data) => this.#receive(data)),
    };
  }

  async #joined(
    self: string,
    seen: { readonly id: string; readonly here: boolean } | null,
    parked: string | null,
  ): Promise<void> {
    const { onJoined, onRefused, onStranger } = this.#handlers;
    const waits = this.#waits;
    this.#waits = true;
    if (seen === null) return onJoined(self, null);
    const { id, here } = seen;
    const met = await this.#meet(parked, false);
    if (typeof met !== "string") {
      const report = (here: boolean) =>
        onJoined(self, { id, ...facts(met), here });
      if (!here || this.#peers?.current === met) return report(here);
      this.#announce = () => report(true);
      this.#silent = () => {
        this.#silent = () => {};
        report(false);
      };
      return;
    }
    const unknown = met === "unproven" || met === "other-version";
    // Who has come by a click hears why; who was here before goes on waiting.
    if (unknown && !waits) return onRefused(met);
    if (unknown) onStranger(met);
    onJoined(self, null);
  }

  async #peerHere(
    self: string,
    id: string,
    parked: string | null,
  ): Promise<void> {
    // The page that was there when we joined has gone without a word.
    this.#silent();
    const met = await this.#meet(parked, true);
    if (typeof met !== "string") {
      this.#announce = () =>
        this.#handlers.onPeerHere(self, { id, ...facts(met) });
      if (this.#peers?.current === met) this.#announce();
    } else if (met === "unproven" || met === "other-version") {
      this.#handlers.onStranger(met);
    }
  }

  async #meet(parked: string | null, later: boolean) {
    const peers = this.#peers;
    if (peers === null) return "superseded";
    try {
      const met = await peers.meet(parked ?? "", later);
      this.#silent = () => {};
      if (met === "spent") this.#handlers.onIdentitySpent();
      if (typeof met !== "string") this.#say(met, peers.greet(met));
      return met;
    } catch (error) {
      // A page that cannot be met has proven nothing.
      dropped(error);
      return "unproven";
    }
  }

  async #receive(data: string): Promise<void> {
    const received = await this.#peers?.receive(data) ?? null;
    if (received === null) return;
    const { peer, message } = received;
    if (received.isFirst) {
      this.#silent = () => {};
      this.#announce();
    } else if (received.provesPair) this.#handlers.onPaired();
    if (message?.type === "commitment") this.#reveal(peer, message);
    else if (message?.type === "reveal") await this.#compare(peer, message);
    else if (message !== null) this.#handlers.onMessage(message);
  }

  #reveal(peer: PeerSession, { commitment }: { commitment: string }): void {
    const nonce = peer.session.comparison.reveal(commitment);
    if (nonce !== null) this.#say(peer, { type: "reveal", nonce });
  }

  async #compare(peer: PeerSession, { nonce }: { nonce: string }) {
    const compared = await peer.session.comparison.compare(nonce);
    if (compared.ok) this.#handlers.onPictures(compared.emoji);
    // They have shown another nonce than they had committed to.
    else if (compared.reason === "mismatch") this.#handlers.onPeerUnproven();
  }

  /** @param last Whether it is for a page that is forgotten with it. */
  #say(
    peer: PeerSession,
    message: PeerMessage | Promise<PeerMessage>,
    last = false,
  ): void {
    const turn = this.#wanted;
    this.#outbound = this.#outbound.then(async () => {
      const sealed = await peer.seal(await message);
      const isThere = last || this.#peers?.has(peer);
      if (isThere && turn === this.#wanted) this.#client.send(sealed);
    }).catch(dropped);
  }
}

/** One message is lost, and the next is handled all the same. */
function dropped(error: unknown): void {
  console.warn("A message of signalling failed.", error);
}

function facts({ page, leads, session }: PeerSession): Omit<Met, "id"> {
  return { page, leads, asksFirst: session.peer.asksFirst };
}
