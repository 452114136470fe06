/**
 * Owner of the peer connection in hand: one after the other, never two.
 *
 * @module
 */
import type { IceServer } from "../signalling/protocol.ts";
import type { CallAdapter, PeerPort } from "./adapter.ts";
import { attempt, endingOnError } from "./fallbacks.ts";
import { type Reports, reportsOf } from "./connection_reports.ts";
import type { CallEvent } from "./machine/state.ts";
import type {
  Candidates,
  Description,
  PeerMessage,
  RebuildWanted,
  RestartWanted,
} from "./messages/peer_message.ts";
import { type LocalTracks, NO_TRACKS } from "./peer/local_tracks.ts";
import { PeerAllowance } from "./peer/peer_allowance.ts";
import type { PeerHandlers, Role } from "./peer/peer.ts";

/** What the machine is not told of a connection. */
export type ConnectionHandlers = Omit<PeerHandlers, keyof Reports>;

/** What may be asked of a connection by others than its owner. */
export type PeerInHand = Omit<
  PeerPort,
  | "close"
  | "isCurrent"
  | "isForeign"
  | "negotiate"
  | "receive"
  | "setTracks"
  | "useIceServers"
>;

type ConnectionAdapter = Pick<
  CallAdapter,
  "clock" | "newId" | "peerConnection"
>;

/** Begins without a connection. */
export class Connection {
  readonly #adapter: ConnectionAdapter;
  readonly #dispatch: (event: CallEvent) => void;
  /** One for the whole visit: another connection does not refill it. */
  readonly #allowance: PeerAllowance;
  #peer: PeerPort | null = null;
  /** Makes the one in hand, whose code has not come yet. */
  #pending: (() => ReturnType<CallAdapter["peerConnection"]>) | null = null;
  #tracks: LocalTracks = NO_TRACKS;
  #number = 0;
  #iceServers: readonly IceServer[] = [];
  /** Connections of theirs that we have dealt with; what they still say is stale. */
  readonly #known = new Set<string>();

  constructor(
    adapter: ConnectionAdapter,
    dispatch: (event: CallEvent) => void,
  ) {
    this.#adapter = adapter;
    this.#dispatch = dispatch;
    this.#allowance = new PeerAllowance(adapter.clock.now());
  }

  /** What the machine calls the one in hand. */
  get number(): number {
    return this.#number;
  }

  /** `null` while nobody is there to connect to. */
  get peer(): PeerInHand | null {
    return this.#peer;
  }

  /** Sets the servers to use from the next gathering on. */
  useIceServers(servers: readonly IceServer[]): void {
    this.#iceServers = servers;
    this.#peer?.useIceServers(servers);
  }

  /** Takes another in hand, which gathers at once. */
  make(
    number: number,
    tracks: LocalTracks,
    handlers: ConnectionHandlers,
  ): void {
    this.#number = number;
    this.#tracks = tracks;
    const id = this.#adapter.newId();
    const all = { ...reportsOf(number, this.#dispatch), ...handlers };
    const make = () => this.#adapter.peerConnection(id, this.#allowance, all);
    const made = make();
    if (!(made instanceof Promise)) return this.#take(made);
    this.#pending = make;
    made.then((peer) => {
      // Without code it is made when it is needed: by then that has come.
      if (peer === null) return;
      if (this.#pending === make) this.#take(peer);
      else peer.close();
    }, (error) => {
      if (this.#pending === make) endingOnError(this.#dispatch)(error);
    });
  }

  /** Sends these tracks from now on. */
  setTracks(tracks: LocalTracks): void {
    this.#tracks = tracks;
    this.#peer?.setTracks(tracks);
  }

  #take(peer: PeerPort): void {
    this.#pending = null;
    this.#peer = peer;
    peer.useIceServers(this.#iceServers);
    peer.setTracks(this.#tracks);
  }

  /** @returns Whether there was one to close. */
  drop(): boolean {
    this.#pending = null;
    const peer = this.#peer;
    if (peer === null) return false;
    this.#peer = null;
    attempt(() => peer.close(), undefined);
    return true;
  }

  /** Whoever comes next is somebody else. */
  forget(): void {
    this.#known.clear();
  }

  /** @returns Whether it begins; not if it is to go over a relay and there is none. */
  negotiate(role: Role): boolean {
    if (role.relayOnly && !hasRelay(this.#iceServers)) return false;
    const made = this.#peer === null ? this.#pending?.() : undefined;
    if (made instanceof Promise) {
      made.catch(() => {});
      // Whoever is there was heard of with code that comes together with this.
      throw new Error("No code to connect with");
    }
    if (made !== undefined) this.#take(made);
    this.#peer?.negotiate(role);
    return true;
  }

  /** Whether a message of so many characters, through the server, may be looked at. */
  mayRelay(chars: number): boolean {
    return this.#allowance.relayed(chars, this.#adapter.clock.now());
  }

  /**
   * What the other page says of the connection.
   *
   * @returns Whether it was that.
   */
  hear(message: PeerMessage): boolean {
    switch (message.type) {
      case "restart-wanted":
      case "rebuild-wanted":
        this.#wanted(message);
        return true;
      case "description":
      case "candidates":
        this.#negotiated(message);
        return true;
    }
    return false;
  }

  #wanted(wish: RestartWanted | RebuildWanted): void {
    if (!this.#peer?.isCurrent(wish)) return;
    if (!this.#allowance.wish(this.#adapter.clock.now())) return;
    if (wish.type === "rebuild-wanted" && !this.#mayBeNew()) return;
    this.#dispatch({ type: wish.type, connection: this.#number });
  }

  #negotiated(message: Description | Candidates): void {
    if (this.#peer?.isForeign(message)) {
      const offers = message.type === "description" &&
        message.description.type === "offer";
      if (!offers || this.#known.has(message.from)) return;
      // They offer again later, when the next connection may be made.
      if (!this.#mayBeNew()) return;
      this.#dispatch({ type: "peer-rebuilt" });
    }
    this.#known.add(message.from);
    this.#peer?.receive(message);
  }

  /** Whether another peer connection may be made because they say so. */
  #mayBeNew(): boolean {
    return this.#allowance.connection(this.#adapter.clock.now());
  }
}

function hasRelay(servers: readonly IceServer[]): boolean {
  return servers.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)));
}
