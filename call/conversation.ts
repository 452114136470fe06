/**
 * What the two people say to each other, and over which way: signalling until
 * they are connected, the data channel from then on. Owner of the peer
 * connection in hand.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { IceServer } from "../signalling/protocol.ts";
import { sameWishes, type Wishes } from "../sealing/wishes.ts";
import type { Emoji } from "../sealing/emoji.ts";
import type { CallAdapter, PeerPort } from "./adapter.ts";
import { reportsOf } from "./connection_reports.ts";
import type { LocalTracks } from "./peer/media_sections.ts";
import type { RemoteStreams } from "./peer/peer.ts";
import {
  type Candidates,
  type Description,
  type Door,
  type Hello,
  type PeerMessage,
  type RebuildWanted,
  type RestartWanted,
} from "./messages/peer_message.ts";
import type { Met } from "./signalling/sealed_signalling.ts";
import type { SeatClaim } from "./signalling/signalling_client.ts";
import {
  type CallEvent,
  isInside,
  type PeerFacts,
  type Seen,
} from "./machine/state.ts";
import type { FrameLine, FrameTopic, Line, Topic } from "./topics/topic.ts";

/** The other person, as far as is known. */
export interface Remote {
  readonly streams: RemoteStreams | null;
  readonly name: string;
  /** What they have switched on. */
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

const NOBODY: Remote & { person: string } = {
  streams: null,
  person: "",
  name: "",
  microphone: true,
  camera: true,
  screen: false,
};

/** How far it is known who the other person is. */
export interface Proof {
  /** Four pictures that are the same on both sides if nobody is in between. */
  readonly pictures: readonly Emoji[] | null;
  /** Their certificate, SHA-256 in base64url. */
  readonly fingerprint: string | null;
}

const NO_PROOF: Proof = { pictures: null, fingerprint: null };

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
}

/** Who may come in without being asked about; certificates are SHA-256 in base64url. */
export interface Doorkeeper {
  /** We are in the room; whose certificate is there already, if anybody's. */
  arrived(fingerprint: string | null): void;
  /** Whether the person must be asked about them, if they want to be. */
  keepsOut(fingerprint: string): boolean;
  /** We are about to connect to them. */
  letIn(fingerprint: string): void;
}

/** The two ways to the other person, as one. */
export interface Conversation extends Line, FrameLine {
  /** `person` is empty until they have said who they are. */
  readonly remote: ReadonlySignal<Remote & { readonly person: string }>;
  readonly proof: ReadonlySignal<Proof>;
  /** From now on it is talked about this too. */
  discuss(topic: Topic): void;
  /** What comes over the channel of files goes there; one topic has it. */
  hand(topic: FrameTopic): void;
  open(claim: SeatClaim | null): void;
  /** Lets whoever comes next know the wishes of now; only while nobody is there. */
  renew(claim: SeatClaim | null): void;
  /** Shows those who look in the name of now. */
  introduce(): void;
  lock(locked: boolean): void;
  /** Says what has been decided about one who waits at our door. */
  answerDoor(answer: "admitted" | "declined"): void;
  close(leave: boolean): void;
  probe(): void;
  prepare(connection: number, forget: boolean): void;
  /** Ends the connection; with `bye`, the other side need not wait for us. */
  drop(bye: boolean): void;
  negotiate(role: { initiate: boolean; polite: boolean }): void;
  restartIce(): void;
  askRestart(): void;
  askRebuild(): void;
  /** Tracks or switches have changed. */
  update(): void;
}

function hasRelay(servers: readonly IceServer[]): boolean {
  return servers.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)));
}

/** Starts a conversation in which nothing has been said. */
export function createConversation(
  adapter: CallAdapter,
  dispatch: (event: CallEvent) => void,
  present: () => Present,
  handlers: ConversationHandlers,
  doorkeeper: Doorkeeper,
): Conversation {
  const remote = signal(NOBODY);
  const proof = signal(NO_PROOF);
  const topics: Topic[] = [];
  let frames: FrameTopic | null = null;
  let peer: PeerPort | null = null;
  let connection = 0;
  let iceServers: readonly IceServer[] = [];
  /** Connections of theirs that we have dealt with; what they still say is stale. */
  const known = new Set<string>();
  let announced = "";

  const signalling = adapter.signalling({
    onPhase: (phase) => dispatch({ type: "signalling-changed", phase }),
    onIceServers(servers) {
      iceServers = servers;
      peer?.useIceServers(servers);
    },
    onJoined(self, other) {
      doorkeeper.arrived(other && signalling.peerFingerprint);
      // Who asks first may want to be asked about us.
      const peer = other &&
        { ...seen(other), holds: other.asksFirst, here: other.here };
      dispatch({ type: "joined", self, peer });
      if (other?.here) welcome();
    },
    onPeerHere(self, other) {
      dispatch({ type: "peer-arrived", self, peer: seen(other) });
      welcome();
    },
    onPeerAway: () => dispatch({ type: "peer-away" }),
    onPeerGone: () => dispatch({ type: "peer-gone" }),
    onClaim: handlers.onClaim,
    onLocked: handlers.onLocked,
    onMessage: fromServer,
    onPictures: (pictures) => proof.value = { ...proof.value, pictures },
    onRefused: (reason) => dispatch({ type: "signalling-refused", reason }),
  });

  /** A page as the machine is told of it. */
  function seen({ id, page, leads }: Met): Seen {
    const fingerprint = signalling.peerFingerprint ?? "";
    const held = asksFirst() && doorkeeper.keepsOut(fingerprint);
    return { id, page, leads, held, holds: false };
  }

  /** Whether we have said so: what is chosen now concerns those who come later. */
  function asksFirst(): boolean {
    return signalling.wishes?.asksFirst ?? false;
  }

  /** A page is there, or there again by another socket. */
  function welcome(): void {
    const fingerprint = signalling.peerFingerprint;
    if (fingerprint !== proof.value.fingerprint) {
      proof.value = { pictures: null, fingerprint };
    }
    signalling.send(hello());
    const held = present().peer?.held;
    if (held) answerDoor(held === "asking" ? "asked" : held);
    else if (asksFirst()) answerDoor("admitted");
    peer?.sayAgain();
  }

  function answerDoor(answer: Door["answer"]): void {
    signalling.send({ type: "door", answer });
  }

  function hello(): PeerMessage {
    return { type: "hello", ...present().self };
  }

  function meet(facts: Partial<Omit<Hello, "type">>): void {
    const { person, name, microphone, camera, screen } = {
      ...remote.value,
      ...facts,
    };
    remote.value = {
      ...remote.value,
      person,
      name,
      microphone,
      camera,
      screen,
    };
  }

  /** The server relays what is needed to connect; all else must come directly. */
  function fromServer(message: PeerMessage): void {
    const facts = present().peer;
    if (facts !== null && !isInside(facts)) return atDoor(message, facts);
    // Who speaks through the server does not trust the channel.
    if (message.type !== "hello") peer?.doubt();
    switch (message.type) {
      case "hello":
        return meet(message);
      case "door":
        return dispatch({ type: "door-answered", answer: message.answer });
      case "restart-wanted":
      case "rebuild-wanted":
        return wanted(message);
      case "description":
      case "candidates":
        return negotiated(message);
    }
  }

  /** While a door is between, nobody learns anything but a name, and that once. */
  function atDoor(message: PeerMessage, { held }: PeerFacts): void {
    if (message.type === "door") {
      return dispatch({ type: "door-answered", answer: message.answer });
    }
    const introduced = held !== false && remote.value.person !== "";
    if (message.type === "hello" && !introduced) meet(message);
  }

  function fromPeer(message: PeerMessage): void {
    if (present().peer === null) return;
    switch (message.type) {
      case "hello":
      case "media":
        return meet(message);
      case "bye":
        return dispatch({ type: "peer-said-bye", connection });
      case "restart-wanted":
      case "rebuild-wanted":
        return wanted(message);
      case "description":
      case "candidates":
        return negotiated(message);
      default:
        for (const topic of topics) topic.hear(message);
    }
  }

  function wanted(wish: RestartWanted | RebuildWanted): void {
    if (peer?.isCurrent(wish)) dispatch({ type: wish.type, connection });
  }

  function negotiated(message: Description | Candidates): void {
    if (peer?.isForeign(message)) {
      const offers = message.type === "description" &&
        message.description.type === "offer";
      if (!offers || known.has(message.from)) return;
      dispatch({ type: "peer-rebuilt" });
    }
    known.add(message.from);
    peer?.receive(message);
  }

  function whom(): string | null {
    const { peer } = present();
    return peer && (remote.value.person || peer.id);
  }

  function greet(): void {
    peer?.say(hello());
    announced = JSON.stringify(switches());
    for (const topic of topics) topic.greet?.();
  }

  function switches(): PeerMessage {
    const { microphone, camera, screen } = present().self;
    return { type: "media", microphone, camera, screen };
  }

  function open(claim: SeatClaim | null): void {
    const { wishes, self } = present();
    void signalling.open(claim, wishes, self.name);
  }

  function drop(): void {
    if (peer === null) return;
    peer.close();
    peer = null;
    for (const topic of topics) topic.cut?.();
  }

  return {
    remote,
    proof,
    discuss: (topic) => void topics.push(topic),
    hand(topic) {
      topics.push(topic);
      frames = topic;
    },
    sendFrame: (frame) => peer?.sendFrame(frame) ?? false,
    frameBacklog: () => peer?.frameBacklog() ?? 0,
    say: (message) => peer?.say(message) ?? false,
    whom,
    open,
    renew(claim) {
      const said = signalling.wishes;
      if (said && !sameWishes(said, present().wishes)) open(claim);
    },
    introduce: () => void signalling.introduce(present().self.name),
    lock: (locked) => signalling.lock(locked),
    answerDoor,
    close: (leave) => signalling.close(leave),
    probe: () => signalling.probe(),
    prepare(number, forget) {
      drop();
      connection = number;
      announced = "";
      if (forget) {
        remote.value = NOBODY;
        proof.value = NO_PROOF;
        known.clear();
        for (const topic of topics) topic.forget?.();
      }
      peer = adapter.peerConnection(adapter.newId(), {
        ...reportsOf(number, dispatch),
        onChannelOpen: greet,
        onRemoteStreams: (streams) =>
          remote.value = { ...remote.value, streams },
        onMessage: fromPeer,
        onFrame: (data) =>
          present().peer !== null && frames !== null && frames.frame(data),
        onFramesDrained: () => frames?.drained(),
        send: (message) => signalling.send(message),
      });
      peer.useIceServers(iceServers);
      peer.setTracks(present().tracks);
    },
    drop(bye) {
      if (bye) peer?.say({ type: "bye" });
      drop();
    },
    negotiate({ initiate, polite }) {
      const fingerprint = signalling.peerFingerprint;
      if (fingerprint === null) throw new Error("Nobody to negotiate with");
      doorkeeper.letIn(fingerprint);
      const { relayOnly } = signalling;
      if (relayOnly && !hasRelay(iceServers)) {
        return dispatch({ type: "relay-missing" });
      }
      peer?.negotiate({ initiate, polite, fingerprint, relayOnly });
    },
    restartIce: () => peer?.restartIce(),
    askRestart: () => peer?.askRestart(),
    askRebuild: () => peer?.askRebuild(),
    update() {
      peer?.setTracks(present().tracks);
      const message = switches();
      const text = JSON.stringify(message);
      if (text !== announced && peer?.say(message)) announced = text;
    },
  };
}
