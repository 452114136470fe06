import type { CallAdapter, FileTransferPorts } from "../../call/adapter.ts";
import { remembersFiles } from "../../call/files/remembered.ts";
import { memoryStorage } from "../../call/files/store.ts";
import { createTransfers, type Transfers } from "../../call/files/transfers.ts";
import { LocalMedia } from "../../call/media/media.ts";
import type { LocalTracks } from "../../call/peer/local_tracks.ts";
import type { PeerHandlers, Role } from "../../call/peer/peer.ts";
import type { PeerAllowance } from "../../call/peer/peer_allowance.ts";
import type { PeerMessage } from "../../call/messages/peer_message.ts";
import type { CallLink } from "../../call/link/call_link.ts";
import {
  NO_SCREEN,
  type ScreenSnapshot,
} from "../../call/media/screen_snapshot.ts";
import type { PeerIdentity } from "../../call/signalling/peer_session.ts";
import type { SealedHandlers } from "../../call/signalling/sealed_signalling.ts";
import {
  NO_PREFERENCES,
  type Preferences,
} from "../../call/storage/preferences.ts";
import { ChatStore } from "../../call/storage/chat_store.ts";
import {
  type ChatSignals,
  type Chatting,
  createChatting,
} from "../../call/topics/chatting.ts";
import type { Line } from "../../call/topics/topic.ts";
import type { Session } from "../../call/storage/session.ts";
import type { SeatClaim } from "../../call/signalling/signalling_client.ts";
import type { LookOutcome } from "../../call/signalling/look.ts";
import type { Wishes } from "../../sealing/wishes.ts";
import type { Obstacle } from "../../call/machine/state.ts";
import { FakeClock } from "../signalling/fake_clock.ts";
import { FakeStorage } from "./fake_storage.ts";
import { FakeDevices, FakeTrack } from "./fake_media.ts";

/** A peer connection whose other end is the test. */
export class FakePeer {
  readonly said: PeerMessage[] = [];
  readonly received: PeerMessage[] = [];
  negotiation: Role | null = null;
  tracks: LocalTracks | null = null;
  channelOpen = false;
  closed = false;
  restarts = 0;
  /** A connection that this one has nothing to do with. */
  foreign: string | null = null;
  iceServers: readonly unknown[] = [];

  constructor(
    readonly id: string,
    readonly allowance: PeerAllowance,
    readonly handlers: PeerHandlers,
  ) {}

  useIceServers(servers: readonly unknown[]): void {
    this.iceServers = servers;
  }
  negotiate(role: Role): void {
    this.negotiation = role;
  }
  receive(message: PeerMessage): void {
    this.received.push(message);
  }
  sayAgain(): void {}
  setTracks(tracks: LocalTracks): void {
    this.tracks = tracks;
  }
  say(message: PeerMessage): boolean {
    if (this.channelOpen) this.said.push(message);
    return this.channelOpen;
  }
  readonly frames: Uint8Array[] = [];
  sendFrame(frame: Uint8Array): boolean {
    if (this.channelOpen) this.frames.push(frame);
    return this.channelOpen;
  }
  frameBacklog(): number {
    return 0;
  }
  isForeign(message: { from?: string }): boolean {
    return this.foreign !== null && message.from === this.foreign;
  }
  wishes = 0;
  /** Whether wishes for a restart are about the present. */
  current = true;
  askRestart(): void {
    this.wishes++;
  }
  askRebuild(): void {}
  doubt(): void {}
  isCurrent(): boolean {
    return this.current;
  }
  restartIce(): void {
    this.restarts++;
  }
  close(): void {
    this.closed = true;
  }

  /** The two are connected, and the channel with them. */
  connect(): void {
    this.channelOpen = true;
    this.handlers.onConnected();
    this.handlers.onChannelOpen();
  }
}

/** A whole outside world that a test drives. */
export class FakeWorld implements CallAdapter {
  readonly devices = new FakeDevices();
  readonly peers: FakePeer[] = [];
  readonly signals: PeerMessage[] = [];
  /** Whether the socket is wanted. */
  open = false;
  /** How often a socket was asked for. */
  opened = 0;
  /** What lookers see. */
  introduced: string | null = null;
  readonly locks: boolean[] = [];
  /** The look into the room, while one is under way. */
  looking: ((seen: LookOutcome) => void) | null = null;
  shared: FakeTrack | null = null;
  sharedSound: FakeTrack | null = null;
  trouble: Obstacle | null = null;
  hidden: string | null = null;
  /** Whose certificate the server's next words are about. */
  fingerprint = "their certificate";
  /** Which page they are about; by default one for each certificate. */
  page: string | null = null;
  /** Whether that page has proven a pair secret. */
  paired = false;
  /** Whether the model has given up the page that is there. */
  dismissed = 0;
  meters = 0;
  /** Says how loud the microphone is. */
  sound: (level: number) => void = () => {};
  readonly clock = new FakeClock();
  readonly storage = new FakeStorage();
  probes = 0;
  /** How often the seat of one who is away was given up. */
  released = 0;
  /** Whether the socket was closed with a word. */
  left: boolean | null = null;
  session: Session | null = null;
  /** The call of another tab, which this one can't have without asking. */
  elsewhere = false;
  stolen = false;
  wake: (() => void) | null = null;
  hide: (() => void) | null = null;
  taken: (() => void) | null = null;
  chosen: Preferences = NO_PREFERENCES;
  claim: SeatClaim | null = null;
  /** What the transfers of files were given. */
  transferPorts: FileTransferPorts | null = null;
  #handlers: SealedHandlers | null = null;
  #ids = 0;

  /** The latest peer connection. */
  get peer(): FakePeer {
    const peer = this.peers.at(-1);
    if (peer === undefined) throw new Error("no connection was made");
    return peer;
  }

  /** Reports of the signalling client. */
  get server(): SealedHandlers {
    if (this.#handlers === null) throw new Error("no model yet");
    return this.#handlers;
  }

  prepare(): Promise<CallLink | Obstacle> {
    return Promise.resolve(
      this.trouble ?? {
        source: { kind: "named", name: "test" },
        fragment: "",
        mangled: false,
      },
    );
  }
  hideLink(fragment: string) {
    this.hidden = fragment;
  }
  forgetLink() {
    this.hidden = null;
  }
  media(onChange: ConstructorParameters<typeof LocalMedia>[1]) {
    return new LocalMedia(this.devices, onChange);
  }
  screen(onChange: (snapshot: ScreenSnapshot) => void) {
    return {
      start: () => {
        const video = this.shared = new FakeTrack("video", "screen");
        const audio = this.sharedSound = new FakeTrack("audio", "screen");
        onChange({ video, audio, problem: null });
        return Promise.resolve();
      },
      stop: () => {
        if (this.shared === null) return;
        this.shared.stop();
        this.sharedSound?.stop();
        this.shared = this.sharedSound = null;
        onChange(NO_SCREEN);
      },
    };
  }
  signalling(handlers: SealedHandlers) {
    this.#handlers = handlers;
    const port = {
      peer: null as PeerIdentity | null,
      startPair: () => ({
        share: "our share",
        complete: (theirs: string) =>
          Promise.resolve(`secret of ours and ${theirs}`),
      }),
      dismiss: () => void this.dismissed++,
      relayOnly: false,
      wishes: null as Wishes | null,
      open: (claim: SeatClaim | null, wishes: Wishes, name: string) => {
        port.relayOnly = wishes.relayOnly;
        port.wishes = wishes;
        this.opened++;
        this.open = true;
        this.looking?.(null);
        this.looking = null;
        this.claim = claim;
        this.introduced = name;
        return Promise.resolve();
      },
      introduce: (name: string) => {
        this.introduced = name;
        return Promise.resolve();
      },
      lock: (locked: boolean) => void this.locks.push(locked),
      release: () => void this.released++,
      probe: () => void this.probes++,
      send: (message: PeerMessage) => void this.signals.push(message),
      close: (leave: boolean) => {
        this.open = false;
        this.left = leave;
      },
    };
    const get = (): PeerIdentity => {
      const page = this.page ?? `page with ${this.fingerprint}`;
      const { fingerprint, paired } = this;
      return { page, fingerprint, paired, transcript: `session with ${page}` };
    };
    return Object.defineProperty(port, "peer", { get });
  }
  look(onSeen: (seen: LookOutcome) => void) {
    this.looking = onSeen;
    return { [Symbol.dispose]: () => void (this.looking = null) };
  }
  peerConnection(
    id: string,
    allowance: PeerAllowance,
    handlers: PeerHandlers,
  ) {
    const peer = new FakePeer(id, allowance, handlers);
    this.peers.push(peer);
    return peer;
  }
  meter(_track: MediaStreamTrack, onLevel: (level: number) => void) {
    this.meters++;
    this.sound = onLevel;
    onLevel(0.5);
    return { [Symbol.dispose]: () => void this.meters-- };
  }
  remembersFiles(tab: string) {
    return remembersFiles(() => this.storage, tab);
  }
  fileTransfers(ports: FileTransferPorts): Promise<Transfers> {
    this.transferPorts = ports;
    const { clock } = this;
    return createTransfers({
      ...ports,
      clock,
      newId: () => this.newId(),
      openStorage: () => Promise.resolve(memoryStorage()),
      session: () => this.storage,
    });
  }
  chat(line: Line, signals: ChatSignals): Chatting {
    const store = new ChatStore(() => this.storage, () => "room");
    const { clock } = this;
    const newId = () => this.newId();
    return createChatting(line, { ...signals, clock, newId, store });
  }
  newId() {
    return `id-${++this.#ids}`;
  }
  watchWaking(onWake: () => void) {
    this.wake = onWake;
    return { [Symbol.dispose]: () => void (this.wake = null) };
  }
  watchHiding(onHide: () => void) {
    this.hide = onHide;
    return { [Symbol.dispose]: () => void (this.hide = null) };
  }
  holdTab(_tab: string, steal: boolean, onTaken: () => void) {
    this.stolen = steal;
    this.taken = onTaken;
    return Promise.resolve(steal || !this.elsewhere);
  }
  releaseTab() {
    this.taken = null;
  }
  loadSession() {
    return this.session;
  }
  saveSession(session: Session | null) {
    this.session = session;
  }
  loadPreferences() {
    return this.chosen;
  }
  savePreferences(change: Partial<Preferences>) {
    this.chosen = { ...this.chosen, ...change };
  }
}
