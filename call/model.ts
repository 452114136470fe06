/**
 * The call as the page sees it: read-only signals and actions. Inert until
 * {@linkcode CallModel.start}; everything it drives comes through the adapter.
 *
 * @module
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { CallAdapter, PeerPort } from "./adapter.ts";
import {
  type ChatLog,
  delivered,
  heard,
  isSendable,
  undelivered,
  wrote,
} from "./chat.ts";
import { createDispatcher } from "./dispatch.ts";
import { type MediaSnapshot, NO_MEDIA } from "./media.ts";
import type { DeviceKind } from "./media_problem.ts";
import type { RemoteStreams } from "./peer.ts";
import {
  MAX_NAME_CHARS,
  parsePeerMessage,
  type PeerMessage,
} from "./peer_message.ts";
import {
  type CallCommand,
  type CallPhase,
  type FailureReason,
  INITIAL_STATE,
  type SignallingPhase,
  transition,
} from "./state.ts";

/** The other person, as far as is known. */
export interface Remote {
  readonly streams: RemoteStreams | null;
  readonly name: string;
  /** What they have switched on. */
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

const NOBODY: Remote = {
  streams: null,
  name: "",
  microphone: true,
  camera: true,
  screen: false,
};

/** What the islands read and do. */
export interface CallModel {
  readonly phase: ReadonlySignal<CallPhase>;
  readonly signalling: ReadonlySignal<SignallingPhase>;
  readonly failure: ReadonlySignal<FailureReason | null>;
  readonly media: ReadonlySignal<MediaSnapshot>;
  /** Loudness of the own microphone, 0 to 1. */
  readonly level: ReadonlySignal<number>;
  readonly remote: ReadonlySignal<Remote>;
  readonly chat: ReadonlySignal<ChatLog>;
  /** The own screen while it is shared. */
  readonly screen: ReadonlySignal<MediaStreamTrack | null>;
  readonly name: ReadonlySignal<string>;

  /** Looks whether calls are possible, and asks for devices. */
  start(): void;
  join(): void;
  leave(): void;
  rejoin(): void;
  retryMedia(): void;
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  useDevice(kind: DeviceKind, deviceId: string): void;
  setScreen(on: boolean): void;
  setName(name: string): void;
  /** @returns Whether the text was taken; it is delivered as soon as it can be. */
  say(text: string): boolean;
  /** Leaves, if need be, and lets go of everything. */
  [Symbol.dispose](): void;
}

/** Makes the model of a call in the room that the adapter knows. */
export function createCall(adapter: CallAdapter): CallModel {
  const media = signal<MediaSnapshot>(NO_MEDIA);
  const level = signal(0);
  const remote = signal<Remote>(NOBODY);
  const chat = signal<ChatLog>([]);
  const screen = signal<MediaStreamTrack | null>(null);
  const name = signal("");

  const { state, dispatch } = createDispatcher(INITIAL_STATE, transition, run);

  let peer: PeerPort | null = null;
  let self = "";
  let meter: { track: MediaStreamTrack; stop: Disposable } | null = null;

  const localMedia = adapter.media((snapshot) => {
    media.value = snapshot;
    peer?.setTracks(tracks());
    const heard = snapshot.microphone.track;
    if (meter?.track !== heard) {
      meter?.stop[Symbol.dispose]();
      meter = heard && {
        track: heard,
        stop: adapter.meter(heard, (loudness) => level.value = loudness),
      };
      if (heard === null) level.value = 0;
    }
    announce();
  });

  const screenShare = adapter.screen((track) => {
    screen.value = track;
    peer?.setTracks(tracks());
    announce();
  });

  function tracks() {
    const { microphone, camera } = media.value;
    return {
      microphone: microphone.track,
      camera: camera.track,
      screen: screen.value,
    };
  }

  function switches() {
    const { microphone, camera } = media.value;
    return {
      microphone: microphone.on && microphone.track !== null,
      camera: camera.track !== null,
      screen: screen.value !== null,
    };
  }

  let announced = "";
  /** Tells the other person what is switched on, when that has changed. */
  function announce(): void {
    const message: PeerMessage = { type: "media", ...switches() };
    const text = JSON.stringify(message);
    if (text !== announced && peer?.say(message)) announced = text;
  }

  function hello(): PeerMessage {
    return { type: "hello", name: name.value, ...switches() };
  }

  const signalling = adapter.signalling({
    onPhase: (phase) => dispatch({ type: "signalling-changed", phase }),
    onIceServers: (servers) => peer?.useIceServers(servers),
    onJoined(id, other, parked) {
      self = id;
      dispatch({ type: "joined", peer: other });
      fromServer(parked);
    },
    onPeerHere(id, other, parked) {
      self = id;
      dispatch({ type: "peer-arrived", peer: other });
      fromServer(parked);
    },
    onPeerGone: () => dispatch({ type: "peer-gone" }),
    onData: fromServer,
    onRefused: (reason) => dispatch({ type: "signalling-refused", reason }),
  });

  /** The server relays what is needed to connect; all else must come directly. */
  function fromServer(data: string | null): void {
    const message = parsePeerMessage(data);
    switch (message?.type) {
      case "hello":
        return meet(message);
      case "description":
      case "candidates":
        return peer?.receive(message);
    }
  }

  function meet(known: Partial<Remote>): void {
    const { name, microphone, camera, screen } = { ...remote.value, ...known };
    remote.value = { ...remote.value, name, microphone, camera, screen };
  }

  function fromPeer(connection: number, message: PeerMessage): void {
    const other = state.value.peer;
    if (other === null) return;
    switch (message.type) {
      case "hello":
      case "media":
        return meet(message);
      case "chat": {
        const { id, text } = message;
        const line = { id, text, atMs: adapter.now(), peer: other.id };
        chat.value = heard(chat.value, line);
        peer?.say({ type: "chat-received", id });
        return;
      }
      case "chat-received":
        chat.value = delivered(chat.value, message.id);
        return;
      case "bye":
        return dispatch({ type: "peer-said-bye", connection });
      case "description":
      case "candidates":
        return peer?.receive(message);
    }
  }

  function greet(): void {
    const other = state.value.peer;
    peer?.say(hello());
    announced = JSON.stringify({ type: "media", ...switches() });
    if (other === null) return;
    for (const { id, text } of undelivered(chat.value, other.id)) {
      peer?.say({ type: "chat", id, text });
    }
  }

  function prepare(connection: number): void {
    drop();
    remote.value = NOBODY;
    announced = "";
    peer = adapter.peerConnection(adapter.newId(), {
      onConnected: () => dispatch({ type: "connection-connected", connection }),
      onDisconnected: () =>
        dispatch({ type: "connection-disconnected", connection }),
      onFailed: () => dispatch({ type: "connection-failed", connection }),
      onRemoteStreams: (streams) => remote.value = { ...remote.value, streams },
      onChannelOpen: greet,
      onChannelClosed: () => dispatch({ type: "channel-closed", connection }),
      onMessage: (message) => fromPeer(connection, message),
      send: (message) => signalling.send(JSON.stringify(message)),
    });
    peer.setTracks(tracks());
  }

  function drop(): void {
    peer?.close();
    peer = null;
  }

  function run(command: CallCommand): void {
    switch (command.type) {
      case "request-media": {
        const { request } = command;
        localMedia.request().then(() =>
          dispatch({ type: "media-settled", request })
        );
        return;
      }
      case "release-media":
        screenShare.stop();
        return localMedia.release();
      case "open-signalling":
        return signalling.open(JSON.stringify(hello()));
      case "close-signalling":
        return signalling.close();
      case "prepare-connection":
        return prepare(command.connection);
      case "close-connection":
        peer?.say({ type: "bye" });
        return drop();
      case "negotiate": {
        const { initiate } = command;
        return peer?.negotiate({ initiate, polite: self < command.peer });
      }
      case "restart-ice":
        return peer?.restartIce();
    }
  }

  return {
    phase: computed(() => state.value.call),
    signalling: computed(() => state.value.signalling),
    failure: computed(() => state.value.failure),
    media,
    level,
    remote,
    chat,
    screen,
    name,
    start() {
      name.value = adapter.loadName();
      const reason = adapter.obstacle();
      dispatch(reason ? { type: "found-unable", reason } : { type: "opened" });
    },
    join: () => dispatch({ type: "join-clicked" }),
    leave: () => dispatch({ type: "leave-clicked" }),
    rejoin: () => dispatch({ type: "rejoin-clicked" }),
    retryMedia: () => dispatch({ type: "retry-media-clicked" }),
    setMicrophone: (on) => void localMedia.setMicrophone(on),
    setCamera: (on) => void localMedia.setCamera(on),
    useDevice: (kind, id) => void localMedia.useDevice(kind, id),
    setScreen: (on) => on ? void screenShare.start() : screenShare.stop(),
    setName(typed) {
      name.value = typed.slice(0, MAX_NAME_CHARS);
      adapter.saveName(name.value);
    },
    say(text) {
      const other = state.value.peer;
      if (!isSendable(text) || other === null) return false;
      const id = adapter.newId();
      const line = { id, text, atMs: adapter.now(), peer: other.id };
      chat.value = wrote(chat.value, line);
      peer?.say({ type: "chat", id, text });
      return true;
    },
    [Symbol.dispose]: () => dispatch({ type: "leave-clicked" }),
  };
}
