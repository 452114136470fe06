/** A line of the text chat, and what can be sent as one. Pure. @module */
import { utf8Bytes } from "./graphemes.ts";
import { isVisible } from "./sanitize_text.ts";

/** Longest message, in bytes of UTF-8. */
export const MAX_CHAT_BYTES = 4 * 1024;

/** One line of the chat. A change, such as its delivery, makes another object. */
export interface ChatMessage {
  /** Chosen by its sender: unique among the lines from, or to, one peer. */
  readonly id: string;
  readonly from: "self" | "peer";
  readonly text: string;
  /** When it was written or heard here, in milliseconds since the epoch. */
  readonly atMs: number;
  /** The peer it was written to, or came from. */
  readonly peer: string;
  /** Own messages: whether the peer has it. */
  readonly delivered: boolean;
}

/** Oldest first. */
export type ChatLog = readonly ChatMessage[];

/** Whether `text` can be sent: it shows something, and is not over {@linkcode MAX_CHAT_BYTES}. */
export function isSendable(text: string): boolean {
  return isVisible(text) && utf8Bytes(text) <= MAX_CHAT_BYTES;
}

/** Whether it is an own line that the peer may not have. */
export function isUndelivered({ from, delivered }: ChatMessage): boolean {
  return from === "self" && !delivered;
}

/** Names a line: neither side nor person can take the name of another's. */
export type LineName = Pick<ChatMessage, "from" | "peer" | "id">;

/** The name as a text. */
export function lineKey({ from, peer, id }: LineName): string {
  return `${from} ${peer} ${id}`;
}

/** Whether two names are of the same line. */
export function isSameLine(one: LineName, other: LineName): boolean {
  return one.id === other.id && one.from === other.from &&
    one.peer === other.peer;
}
