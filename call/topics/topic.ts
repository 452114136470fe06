/**
 * What two connected people may talk about beside the call itself, such as the
 * chat: each topic owns its state, understands its own messages, and speaks
 * through the conversation, which knows none of them.
 *
 * @module
 */
import type { Bytes } from "../../sealing/bytes.ts";
import type { PeerMessage } from "../messages/peer_message.ts";

/** One matter; what it does not understand, it leaves alone. */
export interface Topic {
  /** What the other page said, over the data channel only. */
  hear(message: PeerMessage): void;
  /** The channel is open, or open again: what they must know, or have not got, is said now. */
  greet?(): void;
  /** The channel is gone, for a while or for good. */
  cut?(): void;
  /** Whoever comes next is somebody else. */
  forget?(): void;
}

/** The way to the other page, as a topic needs it. */
export interface Line {
  /** @returns Whether the data channel was open to take it. */
  say(message: PeerMessage): boolean;
  /** Whom one talks to: their tab, which a reload does not change; `null` without anybody. */
  whom(): string | null;
}

/** The way for what is too large for words: files. */
export interface FrameLine {
  /** @returns Whether the channel of files was open to take it. */
  sendFrame(frame: Bytes): boolean;
  /** What that channel has not sent yet, in bytes. */
  frameBacklog(): number;
}

/** Whoever listens to that way. */
export interface FrameTopic extends Topic {
  /**
   * What came over it.
   *
   * @returns Whether it was asked for.
   */
  frame(data: unknown): boolean;
  /** It takes more. */
  drained(): void;
}
