/**
 * What the model drives, as ports: slices of the owners' own types, so that a
 * fake which satisfies them stands in for a browser.
 *
 * @module
 */
import type { Clock } from "../signalling/clock.ts";
import type { TransferPorts, Transfers } from "./files/transfers.ts";
import type { CallLink } from "./link/call_link.ts";
import type { Obstacle } from "./machine/state.ts";
import type { LocalMedia } from "./media/media.ts";
import type { MediaSnapshot } from "./media/media_snapshot.ts";
import type { ScreenShare } from "./media/screen.ts";
import type { ScreenSnapshot } from "./media/screen_snapshot.ts";
import type { ConnectionId } from "./messages/peer_message.ts";
import type { Peer, PeerHandlers } from "./peer/peer.ts";
import type { PeerAllowance } from "./peer/peer_allowance.ts";
import type { SignallingPort } from "./signalling/late_signalling.ts";
import type { LookOutcome } from "./signalling/look.ts";
import type { SealedHandlers } from "./signalling/sealed_signalling.ts";
import type { Preferences } from "./storage/preferences.ts";
import type { Session } from "./storage/session.ts";
import type { ChatSignals, Chatting } from "./topics/chatting.ts";
import type { Line } from "./topics/topic.ts";

/** Local microphone and camera. */
export type MediaPort = Pick<
  LocalMedia,
  | "restore"
  | "request"
  | "release"
  | "decline"
  | "setMicrophone"
  | "setCamera"
  | "useDevice"
  | "setProcessing"
>;

/** The shared screen. */
export type ScreenPort = Pick<ScreenShare, "start" | "stop">;

/** The connection to the other person. */
export type PeerPort = Pick<
  Peer,
  | "useIceServers"
  | "negotiate"
  | "isForeign"
  | "receive"
  | "sayAgain"
  | "setTracks"
  | "say"
  | "sendFrame"
  | "frameBacklog"
  | "restartIce"
  | "doubt"
  | "askRestart"
  | "askRebuild"
  | "isCurrent"
  | "close"
>;

/** What transfers of files need of the call. */
export type FileTransferPorts = Omit<
  TransferPorts,
  "clock" | "newId" | "session" | "openStorage"
>;

/** Everything outside the model. */
export interface CallAdapter {
  /**
   * Makes ready all that a call needs: reads the link, makes keys.
   *
   * @returns The link, or why no call is possible here.
   */
  prepare(): Promise<CallLink | Obstacle>;
  /** Takes this fragment out of the address bar; a reload still finds it. */
  hideLink(fragment: string): void;
  /** A reload does not find it any more, unless a session is saved again. */
  forgetLink(): void;
  media(onChange: (snapshot: MediaSnapshot) => void): MediaPort;
  screen(onChange: (snapshot: ScreenSnapshot) => void): ScreenPort;
  signalling(handlers: SealedHandlers): SignallingPort;
  /**
   * Looks who is in the room, without a seat; `null` while that is not known,
   * `unreached` while the server is away.
   * Ends when signalling opens, which goes on with its socket.
   */
  look(onSeen: (seen: LookOutcome) => void): Disposable;
  /**
   * Makes a connection, which gathers at once: now, or when its code has come;
   * `null` where that does not come.
   *
   * @param allowance What the other side has left on this visit, by `clock`.
   */
  peerConnection(
    id: ConnectionId,
    allowance: PeerAllowance,
    handlers: PeerHandlers,
  ): PeerPort | Promise<PeerPort | null>;
  meter(track: MediaStreamTrack, onLevel: (level: number) => void): Disposable;
  /**
   * Calls `onWake` whenever the page may have missed something: it was hidden,
   * frozen, asleep or offline.
   */
  watchWaking(onWake: () => void): Disposable;
  /**
   * Makes this tab the one that has the call named `tab`, and reports when
   * another takes it over. With `steal`, takes it from whichever tab has it.
   *
   * @returns Whether this tab has it; `false`: another one does.
   */
  holdTab(tab: string, steal: boolean, onTaken: () => void): Promise<boolean>;
  /** Lets go of what {@linkcode holdTab} holds. */
  releaseTab(): void;
  /** Calls `onHide` when the page is hidden, and may be gone without a word. */
  watchHiding(onHide: () => void): Disposable;
  loadSession(): Session | null;
  saveSession(session: Session | null): void;
  /** Starts the chat: at once where its code is here, or when it has come. */
  chat(line: Line, signals: ChatSignals): Chatting | Promise<Chatting>;
  /** Whether the tab may have files from before its reload. */
  remembersFiles(tab: string): boolean;
  /** Loads what transfers files, and starts it. */
  fileTransfers(ports: FileTransferPorts): Promise<Transfers>;
  clock: Clock;
  /** Unguessable, fit for {@linkcode ConnectionId} and chat messages. */
  newId(): string;
  loadPreferences(): Preferences;
  /** Remembers what has changed; all else stays. */
  savePreferences(change: Partial<Preferences>): void;
}
