import type { CallAdapter } from "../../call/adapter.ts";
import { LocalMedia } from "../../call/media.ts";
import type { LocalTracks, PeerHandlers } from "../../call/peer.ts";
import type { PeerMessage } from "../../call/peer_message.ts";
import type { SignallingHandlers } from "../../call/signalling_client.ts";
import { FakeDevices, FakeTrack } from "./fake_media.ts";

/** A peer connection whose other end is the test. */
export class FakePeer {
  readonly said: PeerMessage[] = [];
  readonly received: PeerMessage[] = [];
  negotiation: { initiate: boolean; polite: boolean } | null = null;
  tracks: LocalTracks | null = null;
  channelOpen = false;
  closed = false;
  restarts = 0;
  iceServers: readonly unknown[] = [];

  constructor(readonly id: string, readonly handlers: PeerHandlers) {}

  useIceServers(servers: readonly unknown[]): void {
    this.iceServers = servers;
  }
  negotiate(role: { initiate: boolean; polite: boolean }): void {
    this.negotiation = role;
  }
  receive(message: PeerMessage): void {
    this.received.push(message);
  }
  setTracks(tracks: LocalTracks): void {
    this.tracks = tracks;
  }
  say(message: PeerMessage): boolean {
    if (this.channelOpen) this.said.push(message);
    return this.channelOpen;
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
  readonly signals: string[] = [];
  /** What is parked, while the socket is wanted. */
  parked: string | null = null;
  shared: FakeTrack | null = null;
  trouble: "unsupported" | "insecure" | null = null;
  meters = 0;
  savedName = "";
  #handlers: SignallingHandlers | null = null;
  #ids = 0;

  /** The latest peer connection. */
  get peer(): FakePeer {
    const peer = this.peers.at(-1);
    if (peer === undefined) throw new Error("no connection was made");
    return peer;
  }

  /** Reports of the signalling client. */
  get server(): SignallingHandlers {
    if (this.#handlers === null) throw new Error("no model yet");
    return this.#handlers;
  }

  obstacle() {
    return this.trouble;
  }
  media(onChange: ConstructorParameters<typeof LocalMedia>[1]) {
    return new LocalMedia(this.devices, onChange);
  }
  screen(onChange: (track: MediaStreamTrack | null) => void) {
    return {
      start: () => {
        this.shared = new FakeTrack("video", "screen");
        onChange(this.shared);
        return Promise.resolve();
      },
      stop: () => {
        this.shared?.stop();
        if (this.shared !== null) onChange(this.shared = null);
      },
    };
  }
  signalling(handlers: SignallingHandlers) {
    this.#handlers = handlers;
    return {
      open: (parked: string) => void (this.parked = parked),
      send: (data: string) => this.signals.push(data) > 0,
      close: () => void (this.parked = null),
    };
  }
  peerConnection(id: string, handlers: PeerHandlers) {
    const peer = new FakePeer(id, handlers);
    this.peers.push(peer);
    return peer;
  }
  meter(_track: MediaStreamTrack, onLevel: (level: number) => void) {
    this.meters++;
    onLevel(0.5);
    return { [Symbol.dispose]: () => void this.meters-- };
  }
  newId() {
    return `id-${++this.#ids}`;
  }
  now() {
    return 1_000;
  }
  loadName() {
    return this.savedName;
  }
  saveName(name: string) {
    this.savedName = name;
  }
}
