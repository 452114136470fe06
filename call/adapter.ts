/**
 * What the model drives, as ports: slices of the owners' own types, so that a
 * fake which satisfies them stands in for a browser.
 *
 * @module
 */
import type { LocalMedia, MediaSnapshot } from "./media.ts";
import type { Peer, PeerHandlers } from "./peer.ts";
import type { ConnectionId } from "./peer_message.ts";
import type { ScreenShare } from "./screen.ts";
import type {
  SignallingClient,
  SignallingHandlers,
} from "./signalling_client.ts";

/** Local microphone and camera. */
export type MediaPort = Pick<
  LocalMedia,
  "request" | "release" | "setMicrophone" | "setCamera" | "useDevice"
>;

/** The shared screen. */
export type ScreenPort = Pick<ScreenShare, "start" | "stop">;

/** The connection to the other person. */
export type PeerPort = Pick<
  Peer,
  | "useIceServers"
  | "negotiate"
  | "receive"
  | "setTracks"
  | "say"
  | "restartIce"
  | "close"
>;

/** The way to the room; which room, its maker knows. */
export type SignallingPort = Pick<SignallingClient, "send" | "close"> & {
  open(parked: string): void;
};

/** Everything outside the model. */
export interface CallAdapter {
  /** Why no call is possible here, or `null`. */
  obstacle(): "unsupported" | "insecure" | null;
  media(onChange: (snapshot: MediaSnapshot) => void): MediaPort;
  screen(onChange: (track: MediaStreamTrack | null) => void): ScreenPort;
  signalling(handlers: SignallingHandlers): SignallingPort;
  peerConnection(id: ConnectionId, handlers: PeerHandlers): PeerPort;
  meter(track: MediaStreamTrack, onLevel: (level: number) => void): Disposable;
  /** Unguessable, fit for {@linkcode ConnectionId} and chat messages. */
  newId(): string;
  /** Milliseconds since the epoch. */
  now(): number;
  loadName(): string;
  saveName(name: string): void;
}
