/**
 * What two connected people may talk about beside the call itself, such as the
 * chat: each topic owns its state, understands its own messages, and speaks
 * through the conversation, which knows none of them.
 *
 * @module
 */
import type { PeerMessage } from "./peer_message.ts";

/** One matter; what it does not understand, it leaves alone. */
export interface Topic {
  /** What the other page said, over the data channel only. */
  hear(message: PeerMessage): void;
  /** The channel is open, or open again: what they must know, or have not got, is said now. */
  greet?(): void;
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
