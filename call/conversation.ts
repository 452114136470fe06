/**
 * What the two people say to each other, and over which way: signalling until
 * they are connected, the data channel from then on.
 *
 * @module
 */
import type { ReadonlySignal } from "@preact/signals";
import type { Bytes } from "../sealing/bytes.ts";
import { sameWishes, type Wishes } from "../sealing/wishes.ts";
import { Acquaintance, type Proof, type Remote } from "./acquaintance.ts";
import type { CallAdapter } from "./adapter.ts";
import { attempt, endingOnError } from "./fallbacks.ts";
import { Connection, type ConnectionHandlers } from "./connection.ts";
import {
  type CallEvent,
  isInside,
  type PeerFacts,
  type Seen,
} from "./machine/state.ts";
import type { Door, Hello, PeerMessage } from "./messages/peer_message.ts";
import type { LocalTracks } from "./peer/local_tracks.ts";
import type { SignallingPort } from "./signalling/late_signalling.ts";
import type { PairExchange, PeerIdentity } from "./signalling/peer_session.ts";
import type { Met, SealedHandlers } from "./signalling/sealed_signalling.ts";
import type { SeatClaim } from "./signalling/signalling_client.ts";
import type { FrameLine, FrameTopic, Line, Topic } from "./topics/topic.ts";

/** What the conversation asks for when it needs it. */
export interface Present {
  readonly self: Omit<Hello, "type">;
  readonly tracks: LocalTracks;
  readonly peer: PeerFacts | null;
  readonly wishes: Wishes;
}

/** What the conversation reports beside the events of the machine. */
export interface ConversationHandlers {
  onClaim(claim: SeatClaim): void;
  onLocked(locked: boolean | null): void;
  /** The pair secrets shared with the owner of this certificate. */
  pairSecrets(fingerprint: string): readonly string[];
}

/** Who may come in without being asked about. */
export interface Doorkeeper {
  /**
   * We are in the room; who is there already, if anybody.
   *
   * @returns Whether we have just come by a click, and not waited here before.
   */
  arrived(other: PeerIdentity | null): boolean;
  /** Whether the person must be asked about them, if they want to be. */
  keepsOut(other: PeerIdentity): boolean;
  /** We are about to connect to them. */
  letIn(other: PeerIdentity): void;
}

/** What it stands on. */
export interface ConversationPorts extends ConversationHandlers {
  readonly adapter: Pick<
    CallAdapter,
    "signalling" | "peerConnection" | "newId" | "clock"
  >;
  readonly doorkeeper: Doorkeeper;
  dispatch(event: CallEvent): void;
  present(): Present;
}

/** The two ways to the other person, as one; nothing has been said yet. */
export class Conversation implements Line, FrameLine {
  readonly #ports: ConversationPorts;
  readonly #signalling: SignallingPort;
  readonly #other = new Acquaintance();
  /** Takes errors that no call can begin after. */
  readonly #failed: (error: unknown) => void;
  readonly #topics: Topic[] = [];
  #frames: FrameTopic | null = null;
  /** What was last said of our switches, over the connection in hand. */
  #announced = "";
  /** The certificate that the connection is with, or was until a break. */
  #certificate: string | null = null;
  /** The direct way, while there is one. */
  readonly connection: Connection;

  constructor(ports: ConversationPorts) {
    this.#ports = ports;
    this.#failed = endingOnError(ports.dispatch);
    this.connection = new Connection(ports.adapter, ports.dispatch);
    this.#signalling = ports.adapter.signalling(this.#hearServer(ports));
  }

  /** `person` is empty until they have said who they are. */
  get remote(): ReadonlySignal<Remote & { readonly person: string }> {
    return this.#other.remote;
  }

  /** How far it is known who they are. */
  get proof(): ReadonlySignal<Proof> {
    return this.#other.proof;
  }

  /** From now on it is talked about this too. */
  discuss(topic: Topic): void {
    this.#topics.push(topic);
  }

  /** What comes over the channel of files goes there; one topic has it. */
  hand(topic: FrameTopic): void {
    this.#topics.push(topic);
    this.#frames = topic;
  }

  say(message: PeerMessage): boolean {
    const { peer } = this.connection;
    return attempt(() => peer?.say(message) ?? false, false);
  }

  whom(): string | null {
    return this.#ports.present().peer && this.#certificate;
  }

  /** Starts a pair secret with the page that is there. */
  startPair(): PairExchange | null {
    return this.#signalling.startPair();
  }

  /** The person has compared the pictures: nobody is in between. */
  prove(): void {
    this.#other.prove();
  }

  sendFrame(frame: Bytes): boolean {
    const { peer } = this.connection;
    return attempt(() => peer?.sendFrame(frame) ?? false, false);
  }

  frameBacklog(): number {
    return attempt(() => this.connection.peer?.frameBacklog() ?? 0, 0);
  }

  /** Takes, or takes again, a seat in the room. */
  open(claim: SeatClaim | null): void {
    const { wishes, self } = this.#ports.present();
    this.#signalling.open(claim, wishes, self.name)
      .catch(this.#failed);
  }

  /** Lets whoever comes next know the wishes of now; only while nobody is there. */
  renew(claim: SeatClaim | null): void {
    const said = this.#signalling.wishes;
    if (said && !sameWishes(said, this.#ports.present().wishes)) {
      this.open(claim);
    }
  }

  /** Shows those who look in the name of now. */
  introduce(): void {
    this.#signalling.introduce(this.#ports.present().self.name)
      .catch(console.error);
  }

  /** Asks the server to let nobody else in, or everyone. */
  lock(locked: boolean): void {
    this.#signalling.lock(locked);
  }

  /** Gives up whoever is away: their seat is free for others. */
  release(): void {
    this.#signalling.release();
  }

  /** Says what has been decided about one who waits at our door. */
  answerDoor(answer: Door["answer"]): void {
    this.#signalling.send({ type: "door", answer });
  }

  /** Lets the socket go, and with `leave` the seat. */
  close(leave: boolean): void {
    this.#signalling.close(leave);
  }

  /** Tells the page that is there that it is refused, and hears it no more. */
  dismiss(): void {
    this.#signalling.dismiss();
  }

  /** Asks whether the socket still works. */
  probe(): void {
    this.#signalling.probe();
  }

  /** Makes the next connection; with `forget`, for somebody else. */
  prepare(connection: number, forget: boolean): void {
    this.drop(false);
    this.#announced = "";
    if (forget) this.#forget();
    const { tracks } = this.#ports.present();
    this.connection.make(connection, tracks, this.#hearPeer());
  }

  /** Ends the connection; with `bye`, the other side need not wait for us. */
  drop(bye: boolean): void {
    if (bye) this.say({ type: "bye" });
    if (this.connection.drop()) this.#tell((topic) => topic.cut?.());
  }

  /** Begins to connect to the page that is there. */
  negotiate(
    { initiate, polite }: { initiate: boolean; polite: boolean },
  ): void {
    const { peer, relayOnly, wishes } = this.#signalling;
    if (peer === null) throw new Error("Nobody to negotiate with");
    const { fingerprint } = peer;
    this.#certificate = fingerprint;
    this.#ports.doorkeeper.letIn(peer);
    const role = { initiate, polite, fingerprint, relayOnly };
    if (this.connection.negotiate(role)) return;
    const own = wishes?.relayOnly ?? false;
    this.#ports.dispatch({ type: "relay-missing", own });
  }

  /** Tracks or switches have changed. */
  update(): void {
    const { tracks } = this.#ports.present();
    attempt(() => this.connection.setTracks(tracks), undefined);
    const message = this.#switches();
    const text = JSON.stringify(message);
    if (text !== this.#announced && this.say(message)) this.#announced = text;
  }

  #hearServer(
    { dispatch, doorkeeper, ...ports }: ConversationPorts,
  ): SealedHandlers {
    return {
      onPhase: (phase) => dispatch({ type: "signalling-changed", phase }),
      onIceServers: (servers) => this.connection.useIceServers(servers),
      onJoined: this.#vital((self, other) => {
        const arrived = doorkeeper.arrived(other && this.#signalling.peer);
        // Who asks first may want to be asked about us.
        const peer = other && {
          ...this.#seen(other, !arrived),
          holds: other.asksFirst,
          here: other.here,
        };
        dispatch({ type: "joined", self, peer });
        if (other?.here) this.#welcome();
      }),
      onPeerHere: this.#vital((self, other) => {
        dispatch({ type: "peer-arrived", self, peer: this.#seen(other, true) });
        this.#welcome();
      }),
      pairSecrets: ports.pairSecrets,
      onPaired: () => this.#other.recognise(this.#signalling.peer),
      onStranger: (reason) => dispatch({ type: "stranger-came", reason }),
      onPeerUnproven: () => dispatch({ type: "peer-unproven" }),
      onIdentitySpent: () => dispatch({ type: "identity-spent" }),
      onPeerAway: () => dispatch({ type: "peer-away" }),
      onPeerGone: () => dispatch({ type: "peer-gone" }),
      onClaim: ports.onClaim,
      onLocked: ports.onLocked,
      mayHear: (chars) => this.connection.mayRelay(chars),
      onMessage: (message) => this.#fromServer(message),
      onPictures: (pictures) => this.#other.picture(pictures),
      onRefused: (reason) => dispatch({ type: "signalling-refused", reason }),
    };
  }

  /** No call begins without what this does; other reports come again or are comfort. */
  #vital<Args extends unknown[]>(report: (...args: Args) => void) {
    return (...args: Args): void => {
      try {
        report(...args);
      } catch (error) {
        this.#failed(error);
      }
    };
  }

  #hearPeer(): ConnectionHandlers {
    const { present } = this.#ports;
    return {
      onChannelOpen: () => this.#greet(),
      onRemoteStreams: (streams) => this.#other.receive(streams),
      onMessage: (message) => this.#fromPeer(message),
      onFrame: (data) =>
        present().peer !== null && (this.#frames?.frame(data) ?? false),
      onFramesDrained: () => this.#frames?.drained(),
      send: (message) => this.#signalling.send(message),
    };
  }

  /** A page as the machine is told of it. */
  #seen({ id, page, leads }: Met, waited: boolean): Seen {
    const { peer } = this.#signalling;
    const held = this.#asksFirst() &&
      (peer === null || this.#ports.doorkeeper.keepsOut(peer));
    const known = peer !== null && peer.paired &&
      peer.fingerprint === this.#certificate;
    return { id, page, leads, held, holds: false, known, waited };
  }

  /** Whether we have said so: what is chosen now concerns those who come later. */
  #asksFirst(): boolean {
    return this.#signalling.wishes?.asksFirst ?? false;
  }

  /** A page is there, or there again by another socket. */
  #welcome(): void {
    this.#other.recognise(this.#signalling.peer);
    this.#signalling.send(this.#hello());
    const held = this.#ports.present().peer?.held;
    if (held) this.answerDoor(held === "asking" ? "asked" : held);
    else if (this.#asksFirst()) this.answerDoor("admitted");
    this.connection.peer?.sayAgain();
  }

  #hello(): PeerMessage {
    return { type: "hello", ...this.#ports.present().self };
  }

  #switches(): PeerMessage {
    const { microphone, camera, screen } = this.#ports.present().self;
    return { type: "media", microphone, camera, screen };
  }

  #greet(): void {
    this.say(this.#hello());
    this.#announced = JSON.stringify(this.#switches());
    this.#tell((topic) => topic.greet?.());
  }

  /** The server relays what is needed to connect; all else must come directly. */
  #fromServer(message: PeerMessage): void {
    const facts = this.#ports.present().peer;
    if (facts === null) return;
    if (message.type === "refused") {
      return this.#ports.dispatch({ type: "peer-unproven" });
    }
    if (!isInside(facts)) return this.#atDoor(message, facts);
    // Who speaks through the server does not trust the channel.
    if (message.type !== "hello") this.connection.peer?.doubt();
    if (message.type === "hello") return this.#other.meet(message);
    if (message.type === "door") return this.#answered(message);
    this.connection.hear(message);
  }

  /** While a door is between, nobody learns anything but a name, and that once. */
  #atDoor(message: PeerMessage, { held }: PeerFacts): void {
    if (message.type === "door") return this.#answered(message);
    const introduced = held !== false && this.remote.value.person !== "";
    if (message.type === "hello" && !introduced) this.#other.meet(message);
  }

  #answered({ answer }: Door): void {
    this.#ports.dispatch({ type: "door-answered", answer });
  }

  #fromPeer(message: PeerMessage): void {
    const { dispatch, present } = this.#ports;
    if (present().peer === null) return;
    switch (message.type) {
      case "hello":
      case "media":
        return this.#other.meet(message);
      case "bye":
        this.#tell((topic) => topic.hear(message));
        return dispatch({
          type: "peer-said-bye",
          connection: this.connection.number,
        });
    }
    if (this.connection.hear(message)) return;
    this.#tell((topic) => topic.hear(message));
  }

  /** One topic that fails leaves the others alone. */
  #tell(about: (topic: Topic) => void): void {
    for (const topic of this.#topics) attempt(() => about(topic), undefined);
  }

  #forget(): void {
    this.#certificate = null;
    this.#other.forget();
    this.connection.forget();
    this.#tell((topic) => topic.forget?.());
  }
}
