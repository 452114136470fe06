/**
 * Owner of the seat in the room: joins, stays over lost sockets, and delivers
 * messages to the peer at least once and in order across all of that.
 *
 * @module
 */
import {
  CloseCode,
  type IceServer,
  type Join,
  type Joined,
  parseServerMessage,
  type Peer,
  type Release,
  type ServerMessage,
} from "../../signalling/protocol.ts";
import { PeerDelivery } from "./peer_delivery.ts";
import { Reconnection, type ReconnectionPorts } from "./reconnection.ts";
import { serverAllowance } from "./server_allowance.ts";
import { type LinePorts, SignallingLine } from "./signalling_line.ts";
import type { FailureReason, SignallingPhase } from "../machine/state.ts";

/** What opens a room. */
export interface RoomAccess {
  /** The room's place in the signalling URL: SHA-256 of the token. */
  readonly key: string;
  /** What proves the right to it, said once over the socket. */
  readonly token: string;
}

/** What the client needs from outside. */
export interface SignallingPorts extends LinePorts, ReconnectionPorts {
  /** Names this page; a reload has another name. */
  page: string;
}

/** What the client reports. */
export interface SignallingHandlers {
  onPhase(phase: SignallingPhase): void;
  /** In the room; `parked` is what the peer left for us. */
  onJoined(
    self: string,
    peer: { readonly id: string; readonly here: boolean } | null,
    parked: string | null,
  ): void;
  onPeerHere(
    self: string,
    peer: { readonly id: string },
    parked: string | null,
  ): void;
  /** The peer's socket is lost; their seat is held for them. */
  onPeerAway(): void;
  onPeerGone(): void;
  /** What takes our seat over again, from this page or from its reload. */
  onClaim(claim: SeatClaim): void;
  /** ICE servers, each time the server hands them out. */
  onIceServers(servers: readonly IceServer[]): void;
  /** The peer's words, in order, each once. */
  onData(data: string): void;
  /** Whether the room lets nobody else in; `null` where the server knows no locks. */
  onLocked(locked: boolean | null): void;
  /** The server will not have us; the client has stopped. */
  onRefused(reason: FailureReason): void;
}

/** The right to a seat that was had before. */
export type SeatClaim = Omit<NonNullable<Join["resume"]>, "received">;

/** Ping interval, in milliseconds, while a peer is there or a seat is awaited. */
export const PING_EVERY_MS = 2_000;

function refusal(code: number): FailureReason | null {
  switch (code) {
    case CloseCode.full:
      return "full";
    case CloseCode.locked:
      return "locked";
    case CloseCode.refused:
      return "refused";
    case CloseCode.replaced:
      return "replaced";
    case CloseCode.badMessage:
      return "protocol";
    default:
      return null;
  }
}

/** Whether `join` is answered by it, or will be when a held seat is free. */
function isAnswer(message: ServerMessage): boolean {
  return message.type === "joined" ||
    message.type === "error" && message.code === "full" && !message.fatal;
}

function awayAs(
  peer: Pick<Peer, "id" | "epoch" | "state"> | null,
): Omit<Release, "type"> | null {
  if (peer?.state !== "reconnecting") return null;
  return { peer: peer.id, epoch: peer.epoch };
}

/** Joins one room and stays in it until {@linkcode SignallingClient.close}. */
export class SignallingClient {
  readonly #ports: SignallingPorts;
  readonly #handlers: SignallingHandlers;
  readonly #line: SignallingLine;
  #access: RoomAccess | null = null;
  /** What the server refused to open, until it is asked again. */
  #refused: RoomAccess | null = null;
  #parked = "";
  /** What `join` was answered over this socket; `queued`: the rest comes later. */
  #answer: Joined | "queued" | null = null;
  /** What takes our seat over again after a break. */
  #claim: SeatClaim | null = null;
  #self = "";
  /** Who may come back to a locked room, beside us. */
  #companion: string | null = null;
  #locked: boolean | null = null;
  /** The socket that the peer has lost, while the server holds their seat. */
  #away: Omit<Release, "type"> | null = null;
  #card: string | null = null;
  readonly #allowance;
  readonly #delivery: PeerDelivery;
  readonly #reconnection: Reconnection;

  constructor(ports: SignallingPorts, handlers: SignallingHandlers) {
    this.#ports = ports;
    this.#handlers = handlers;
    this.#allowance = serverAllowance(ports.clock.now());
    this.#line = new SignallingLine(ports, {
      onOpen: () => this.#opened(),
      onFrame: (frame) => this.#heard(frame),
      onLost: (code) => this.#lost(code),
    });
    this.#delivery = new PeerDelivery((message) => this.#line.say(message));
    this.#reconnection = new Reconnection(ports, () => this.#connect());
  }

  /**
   * Starts to join; `parked` is kept by the server for whoever comes second.
   * With a `claim`, takes the seat of an earlier page over.
   */
  open(access: RoomAccess, parked: string, claim: SeatClaim | null): void {
    this.#access = access;
    this.#refused = null;
    this.#parked = parked;
    this.#answer = null;
    this.#claim = claim;
    this.#companion = this.#locked = this.#card = null;
    this.#reconnection.reset();
    this.#delivery.reset();
    this.#connect();
  }

  /**
   * Says `data` to the peer, now or as soon as both are there.
   *
   * @returns Whether there was room for it (see {@linkcode PeerDelivery.send}).
   */
  send(data: string): boolean {
    return this.#delivery.send(data, this.#joined);
  }

  /** Shows this to whoever looks in, for as long as we are in the room. */
  show(card: string): void {
    this.#card = card;
    if (this.#joined !== null) this.#showCard(this.#joined);
  }

  /** Lets nobody else into the room, or everyone; `onLocked` says when it is so. */
  lock(locked: boolean): void {
    if (this.#locked !== null) this.#line.say({ type: "lock", locked });
  }

  /** Gives up the peer if they are away: then their seat need not be held. */
  release(): void {
    if (this.#away === null || !this.#joined?.releases) return;
    this.#line.say({ type: "release", ...this.#away });
  }

  /**
   * Finds out soon whether the socket still works, and gets another if not; after
   * a refusal too, as the seat may be free by now.
   */
  probe(): void {
    this.#access ??= this.#refused;
    this.#refused = null;
    if (this.#access === null) return;
    if (this.#answer !== null) return this.#line.probe();
    // Between two attempts: now is better than later.
    if (!this.#line.isUp) this.#connect();
  }

  /**
   * Stops. With `leave` the seat is free at once; without, it is held for a
   * while. Nothing is reported any more.
   */
  close(leave: boolean): void {
    if (leave && this.#answer !== null) this.#line.say({ type: "leave" });
    this.#reconnection.cancel();
    this.#line.close();
    this.#access = this.#refused = null;
    this.#answer = null;
  }

  get #joined(): Joined | null {
    return this.#answer === "queued" ? null : this.#answer;
  }

  #connect(): void {
    const access = this.#access;
    if (access === null) return;
    this.#reconnection.cancel();
    this.#handlers.onPhase("opening");
    this.#line.open(access.key);
  }

  #opened(): void {
    // It replaces a socket that had fallen silent: the seat is claimed again.
    if (this.#answer !== null) {
      this.#unseat();
      this.#handlers.onPhase("opening");
    }
    if (this.#access !== null) this.#line.say(this.#join(this.#access));
  }

  #join(access: RoomAccess): Join {
    const join: Join = {
      type: "join",
      token: access.token,
      page: this.#ports.page,
      data: this.#parked,
    };
    if (this.#claim !== null) {
      join.resume = { ...this.#claim, received: this.#delivery.received };
    }
    if (this.#locked) {
      join.locked = this.#companion === null ? {} : { with: this.#companion };
    }
    return join;
  }

  #lost(code: number): void {
    this.#line.close();
    this.#unseat();
    const reason = refusal(code);
    if (reason !== null) {
      this.#refused = this.#access;
      this.#access = null;
      this.#handlers.onPhase("closed");
      return this.#handlers.onRefused(reason);
    }
    this.#handlers.onPhase("backing-off");
    this.#reconnection.schedule();
  }

  #unseat(): void {
    if (this.#joined !== null) this.#reconnection.lost();
    this.#answer = null;
  }

  #heard(frame: unknown): void {
    if (!this.#allowance.take(this.#ports.clock.now())) return this.#lost(0);
    const parsed = parseServerMessage(frame);
    // A server that does not speak the protocol is as good as no server.
    if (!parsed.ok) return this.#lost(0);
    // Said before we joined: it proves nothing about the socket now.
    if (parsed.message.type === "present") return;
    this.#line.trust(this.#answer !== null || isAnswer(parsed.message));
    this.#keepAlive();
    this.#handle(parsed.message);
  }

  #handle(message: ServerMessage): void {
    switch (message.type) {
      case "joined":
        return this.#onJoined(message);
      case "peer":
        return this.#onPeer(message);
      case "signal":
        if (this.#delivery.receive(message)) {
          this.#handlers.onData(message.data);
        }
        return;
      case "ping":
        return this.#line.say({ type: "pong" });
      case "lock":
        return this.#tellLocked(message.locked);
      case "drain":
        return this.#reconnection.drain(message.afterMs);
      case "error":
        // The close code that follows a fatal error says what to do.
        if (isAnswer(message)) this.#onHeldSeat();
        return;
      case "pong":
      case "present":
        return;
    }
  }

  /** The server answers `join` later, when a held seat is free or taken again. */
  #onHeldSeat(): void {
    if (this.#joined !== null) return;
    this.#answer = "queued";
    this.#keepAlive();
    this.#handlers.onPhase("queued");
  }

  #onJoined(joined: Joined): void {
    this.#answer = joined;
    this.#reconnection.joined();
    const { seat, resume: secret, epoch } = joined;
    this.#claim = { seat, secret, epoch };
    this.#handlers.onClaim(this.#claim);
    // Another id is another person to the peer, who starts over too.
    if (joined.self !== this.#self) this.#delivery.startOver();
    this.#self = joined.self;
    this.#keepAlive();
    this.#handlers.onPhase("open");
    this.#handlers.onIceServers(joined.ice);
    this.#tellLocked(joined.locked ?? null);
    this.#showCard(joined);
    const peer = joined.peer;
    this.#away = awayAs(peer);
    if (peer !== null) this.#meet(peer);
    else this.#delivery.absent();
    const seen = peer && { id: peer.id, here: peer.state === "here" };
    this.#handlers.onJoined(joined.self, seen, peer?.data ?? null);
  }

  #onPeer(peer: Peer): void {
    if (peer.ice !== undefined) this.#handlers.onIceServers(peer.ice);
    this.#away = awayAs(peer);
    if (peer.state === "reconnecting") {
      return this.#handlers.onPeerAway();
    }
    if (peer.state === "gone") {
      this.#companion = null;
      return this.#handlers.onPeerGone();
    }
    // Told again because of new credentials only.
    if (this.#delivery.knows(peer)) return;
    this.#meet(peer);
    this.#handlers.onPeerHere(this.#self, { id: peer.id }, peer.data ?? null);
  }

  #meet(peer: Omit<Peer, "type" | "state">): void {
    this.#companion = peer.id;
    this.#delivery.meet(peer, this.#joined);
  }

  #tellLocked(locked: boolean | null): void {
    this.#locked = locked;
    this.#handlers.onLocked(locked);
  }

  /** A server that tells of locks knows cards; to an older one both are errors. */
  #showCard({ locked }: Joined): void {
    const card = this.#card;
    if (card === null || locked === undefined) return;
    this.#line.say({ type: "card", card });
  }

  /** Every message from the server proves the socket; silence is asked about. */
  #keepAlive(): void {
    if (this.#answer === null) return;
    const intervalMs = this.#joined?.heartbeat.intervalMs ?? PING_EVERY_MS;
    this.#line.pingAfter(
      this.#delivery.hasPeer ? Math.min(intervalMs, PING_EVERY_MS) : intervalMs,
    );
  }
}
