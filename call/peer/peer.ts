/**
 * Owner of one `RTCPeerConnection`: its transceivers, its data channels, its
 * negotiation. One connection serves one person; for the next, make a new one.
 *
 * @module
 */
import { systemClock } from "../../signalling/clock.ts";
import type { IceServer } from "../../signalling/protocol.ts";
import { type Bytes, encodeBase64Url } from "../../sealing/bytes.ts";
import { fingerprintOf } from "../../sealing/fingerprint.ts";
import { sha256 } from "../../sealing/hash.ts";
import { Gathering } from "./gathering.ts";
import type { LocalTracks } from "./local_tracks.ts";
import { MediaSections } from "./media_sections.ts";
import { Negotiation } from "./negotiation.ts";
import { PathWatch } from "./path_watch.ts";
import { PeerLink } from "./peer_link.ts";
import {
  type Candidates,
  type ConnectionId,
  type Description,
  type PeerMessage,
  type RebuildWanted,
  type RestartWanted,
} from "../messages/peer_message.ts";
import type { PeerAllowance } from "./peer_allowance.ts";
import { type PeerChannelHandlers, PeerChannels } from "./peer_channels.ts";
import { Pulse } from "./pulse.ts";
import { withoutAddresses } from "./relay_only.ts";
import { RESTART_EVERY_MS } from "../machine/repair.ts";
import { ServerList } from "./server_list.ts";

/** What a connection reports. */
export interface PeerHandlers
  extends Omit<PeerChannelHandlers, "onOpen" | "onClosed"> {
  onConnected(): void;
  /** ICE lost the path, and is looking for it. */
  onDisconnected(): void;
  /** ICE has given up, and needs a restart. */
  onFailed(): void;
  /** DTLS has failed, which no restart mends. */
  onBroken(): void;
  /** It is not with the page that it should be with. */
  onUnproven(): void;
  /** It has been taking a relay for long, and need not for anybody's sake. */
  onRelayed(): void;
  /** Nothing comes in any more, long before ICE notices. */
  onStalled(): void;
  /** Something comes in again. */
  onFlowing(): void;
  /** They don't get what we send, though we hear them. */
  onOneWay(): void;
  /** The remote tracks are there; the streams stay the same from now on. */
  onRemoteStreams(streams: RemoteStreams): void;
  onChannelOpen(): void;
  onChannelClosed(): void;
  /** What must reach the other page through the server. */
  send(message: PeerMessage): void;
}

/** What the other side sends: their voice with their camera, and their screen. */
export interface RemoteStreams {
  readonly main: MediaStream;
  readonly screen: MediaStream;
}

/**
 * The channel is believed to carry again when something has come in for this
 * long without a break: what comes in does not tell that what goes out arrives.
 */
const TRUST_AFTER_MS = 3_000;

/** Our part in a negotiation, and with whom it is. */
export interface Role {
  /** Whether to make the offer. */
  readonly initiate: boolean;
  readonly polite: boolean;
  /** The other page's DTLS certificate, SHA-256 in base64url. */
  readonly fingerprint: string;
  /** Neither shall learn the other's address. */
  readonly relayOnly: boolean;
}

/** One connection with one person. */
export class Peer {
  readonly id: ConnectionId;
  readonly #pc: RTCPeerConnection;
  readonly #channels: PeerChannels;
  readonly #handlers: PeerHandlers;
  readonly #remote: RemoteStreams = {
    main: new MediaStream(),
    screen: new MediaStream(),
  };
  readonly #link: PeerLink;
  readonly #media: MediaSections;
  readonly #servers: ServerList;
  readonly #allowance: PeerAllowance;
  readonly #gathering = new Gathering((candidates) =>
    this.#negotiation?.trickle(candidates)
  );
  #negotiation: Negotiation | null = null;
  /** What proves the other page. */
  #fingerprint = "";
  #pulse: Pulse | null = null;
  #path: PathWatch | null = null;
  #restarting = false;
  /** When the channel was last in doubt. */
  #doubtedAtMs = -Infinity;
  /** When the last restart was answered; long ago, before the first. */
  #restartedAtMs = -Infinity;

  /**
   * Starts gathering at once, so that candidates are there when they are needed.
   *
   * @param allowance What the other side has left, by `systemClock`.
   */
  constructor(
    id: ConnectionId,
    certificate: RTCCertificate,
    allowance: PeerAllowance,
    handlers: PeerHandlers,
  ) {
    this.id = id;
    this.#allowance = allowance;
    this.#handlers = handlers;
    this.#pc = new RTCPeerConnection({
      bundlePolicy: "max-bundle",
      iceCandidatePoolSize: 1,
      certificates: [certificate],
    });
    this.#media = new MediaSections(this.#pc);
    this.#servers = new ServerList(this.#pc);
    this.#channels = this.#openChannels();
    this.#link = new PeerLink({
      channel: (message) => this.say(message),
      server: (message) => handlers.send(message),
    });
    this.#listen();
  }

  /** Sets the servers to use from the next gathering on. */
  useIceServers(servers: readonly IceServer[]): void {
    this.#servers.take(servers);
  }

  /** Begins; the side that initiates makes the offer, the other waits for it. */
  negotiate({ initiate, polite, fingerprint, relayOnly }: Role): void {
    this.#fingerprint = fingerprint;
    this.#gathering.relayOnly = relayOnly;
    if (relayOnly) {
      this.#pc.setConfiguration({
        ...this.#pc.getConfiguration(),
        iceTransportPolicy: "relay",
      });
    }
    const negotiation = new Negotiation(this.#pc, this.id, polite, {
      send: (message) =>
        this.#link.send(relayOnly ? withoutAddresses(message) : message),
      onOffer: () => this.#media.adopt(),
      onError: (error) => console.warn("Negotiation failed.", error),
    });
    this.#negotiation = negotiation;
    // Attached before there is anything to negotiate, so that nothing is missed.
    this.#pc.onnegotiationneeded = () => {
      // The data channel asks for negotiation on both sides; the first offer
      // is one side's alone, or every call would begin with a collision.
      if (initiate || negotiation.remote !== null) negotiation.offer();
    };
    if (initiate) {
      this.#media.make();
      // The event will not come: the data channel has raised the flag already.
      negotiation.offer();
    }
  }

  /** Whether this comes from a connection that this one has nothing to do with. */
  isForeign({ from, to }: Description | Candidates): boolean {
    const remote = this.#negotiation?.remote ?? null;
    return to === null && remote !== null && from !== remote;
  }

  /** Hands over what the other page sent for this connection. */
  receive(message: Description | Candidates): void {
    if (this.#negotiation === null || this.isForeign(message)) return;
    if (message.to !== null && message.to !== this.id) return;
    // What is not taken now counts as lost, and is said again.
    const isNext = this.#link.isNext(message);
    const nowMs = systemClock.now();
    if (isNext && !this.#allowance.negotiation(message, nowMs)) return;
    if (!this.#link.accept(message)) return;
    if (message.type === "description") {
      const fingerprint = fingerprintOf(message.description.sdp);
      if (fingerprint === null || !this.#isTheirs(fingerprint)) {
        return this.#handlers.onUnproven();
      }
      // It may be a restart, which has us gather too.
      if (message.description.type === "offer") this.#servers.use();
    }
    this.#negotiation.receive(message);
  }

  /** The way through the server is a new one: repeats what may be lost. */
  sayAgain(): void {
    this.#link.sayAgain();
  }

  /** Sends these tracks from now on; a switch needs no negotiation. */
  setTracks(tracks: LocalTracks): void {
    this.#media.send(tracks);
  }

  /** @returns Whether the data channel was open to take it. */
  say(message: PeerMessage): boolean {
    return this.#channels.say(message);
  }

  /** @returns Whether the channel of files was open to take it. */
  sendFrame(frame: Bytes): boolean {
    return this.#channels.sendFrame(frame);
  }

  /** What the channel of files has not sent yet, in bytes. */
  frameBacklog(): number {
    return this.#channels.frameBacklog;
  }

  /**
   * Gathers and negotiates anew, keeping tracks and channel (RFC 8445 § 9).
   * Not while an offer is out, nor so soon after an answer that its checks are
   * still running: a restart would only begin them again.
   */
  restartIce(): void {
    const pc = this.#pc;
    const checkedForMs = performance.now() - this.#restartedAtMs;
    const busy = this.#restarting || pc.signalingState !== "stable" ||
      checkedForMs < RESTART_EVERY_MS;
    if (busy) return this.#link.sayAgain();
    this.#restarting = true;
    this.#servers.use();
    pc.restartIce();
  }

  /**
   * Asks the other side to restart. Never over a channel in doubt: it would keep
   * the wish, and hand it over when all is well again.
   */
  askRestart(): void {
    this.#wish({ type: "restart-wanted", heard: this.#link.heard });
  }

  /** Asks the other side for another connection; this one can't tell any more. */
  askRebuild(): void {
    const connection = this.#negotiation?.remote ?? null;
    if (connection !== null) this.#wish({ type: "rebuild-wanted", connection });
  }

  /**
   * The channel may not carry: says everything over both ways for a while, and
   * what has not been acknowledged again.
   */
  doubt(): void {
    this.#doubtedAtMs = performance.now();
    this.#link.trust(false);
  }

  /** Whether a wish is about the state that we are in now. */
  isCurrent(wish: RestartWanted | RebuildWanted): boolean {
    return wish.type === "rebuild-wanted"
      ? wish.connection === this.id
      : !this.#link.isAhead(wish.heard);
  }

  #wish(wish: RestartWanted | RebuildWanted): void {
    if (!this.#link.trusted || !this.say(wish)) this.#handlers.send(wish);
  }

  /** Ends the connection; nothing is reported any more. */
  close(): void {
    this.#gathering[Symbol.dispose]();
    this.#media[Symbol.dispose]();
    this.#pulse?.[Symbol.dispose]();
    this.#path?.[Symbol.dispose]();
    this.#negotiation?.close();
    const pc = this.#pc;
    pc.onnegotiationneeded = pc.onicecandidate = pc.ontrack = null;
    pc.onconnectionstatechange = pc.onsignalingstatechange = null;
    this.#channels.close();
    pc.close();
  }

  #listen(): void {
    const pc = this.#pc, handlers = this.#handlers;
    pc.onicecandidate = ({ candidate }) => this.#gathering.add(candidate);
    pc.onconnectionstatechange = () => this.#stateChanged();
    pc.onsignalingstatechange = () => {
      if (pc.signalingState !== "stable" || !this.#restarting) return;
      this.#restarting = false;
      this.#restartedAtMs = performance.now();
    };
    pc.ontrack = ({ track, transceiver }) => {
      const { main, screen } = this.#remote;
      const stream = this.#media.isScreen(transceiver) ? screen : main;
      stream.addTrack(track);
      handlers.onRemoteStreams(this.#remote);
    };
  }

  #openChannels(): PeerChannels {
    const handlers = this.#handlers;
    return new PeerChannels(this.#pc, this.#allowance, systemClock, {
      ...handlers,
      onOpen: () => {
        this.#link.trust(true);
        handlers.onChannelOpen();
      },
      onClosed: () => {
        this.doubt();
        handlers.onChannelClosed();
      },
      onMessage: (message) => {
        if (message.type === "beat") this.#pulse?.hear(message);
        else handlers.onMessage(message);
      },
    });
  }

  #stateChanged(): void {
    const { connectionState } = this.#pc;
    if (connectionState === "connected") {
      this.#media.growLater();
      this.#pulse ??= this.#watch();
      if (!this.#gathering.relayOnly) {
        const { onRelayed } = this.#handlers;
        this.#path ??= new PathWatch(this.#pc, systemClock, onRelayed);
      }
      void this.#checkCertificate();
      this.#handlers.onConnected();
    } else if (connectionState === "disconnected") {
      this.doubt();
      this.#handlers.onDisconnected();
    } else if (connectionState === "failed") {
      this.doubt();
      // It failed for ICE or for DTLS (webrtc-pc § 4.3.3). Firefox ends DTLS
      // when its address is gone, while ICE may yet be restarted.
      if (this.#pc.iceConnectionState === "failed") this.#handlers.onFailed();
      else this.#handlers.onBroken();
    }
  }

  #isTheirs(fingerprint: Uint8Array): boolean {
    return encodeBase64Url(fingerprint) === this.#fingerprint;
  }

  /**
   * The browser has checked the certificate against the description; this checks
   * the browser. Firefox does not tell (webrtc-pc § 5.5.1).
   */
  async #checkCertificate(): Promise<void> {
    const transport: Partial<RTCDtlsTransport> = this.#pc.sctp?.transport ?? {};
    const [certificate] = transport.getRemoteCertificates?.() ?? [];
    if (certificate === undefined) return;
    const digest = await sha256(new Uint8Array(certificate));
    if (!this.#isTheirs(digest)) this.#handlers.onUnproven();
  }

  #watch(): Pulse {
    const handlers = this.#handlers;
    return new Pulse(this.#pc, {
      beat: (beat) => void this.say(beat),
      onLook: (flows) => {
        const sound = flows && this.#channels.isOpen &&
          this.#pc.connectionState === "connected";
        if (!sound) return this.doubt();
        const soundForMs = performance.now() - this.#doubtedAtMs;
        if (soundForMs >= TRUST_AFTER_MS) this.#link.trust(true);
      },
      onFinding: (finding) => {
        if (finding === "stalled") {
          this.#media.shrink();
          handlers.onStalled();
        }
        if (finding === "flowing") {
          this.#media.growLater();
          handlers.onFlowing();
        }
        if (finding === "one-way") handlers.onOneWay();
      },
    });
  }
}
