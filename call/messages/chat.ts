/**
 * The text chat's log: pure, append-only, without duplicates.
 *
 * A message belongs to the person it was written to. It is delivered when they
 * acknowledge it, said again when a connection to them comes back, and never
 * given to somebody else who takes the seat later.
 *
 * @module
 */

/** Longest message, in bytes of UTF-8. */
export const MAX_CHAT_BYTES = 4 * 1024;
/** Oldest messages are let go beyond this many. */
export const MAX_CHAT_MESSAGES = 500;

/** One line of the chat. */
export interface ChatMessage {
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

/** Whether `text` can be sent: not blank, not over {@linkcode MAX_CHAT_BYTES}. */
export function isSendable(text: string): boolean {
  return text.trim() !== "" &&
    new TextEncoder().encode(text).length <= MAX_CHAT_BYTES;
}

function append(log: ChatLog, message: ChatMessage): ChatLog {
  return [...log, message].slice(-MAX_CHAT_MESSAGES);
}

/** Adds an own message, not delivered yet. */
export function wrote(
  log: ChatLog,
  message: { id: string; text: string; atMs: number; peer: string },
): ChatLog {
  return append(log, { ...message, from: "self", delivered: false });
}

/** Adds a message of the peer; the same one again changes nothing. */
export function heard(
  log: ChatLog,
  message: { id: string; text: string; atMs: number; peer: string },
): ChatLog {
  const known = log.some((m) => m.from === "peer" && m.id === message.id);
  return known
    ? log
    : append(log, { ...message, from: "peer", delivered: true });
}

/** Marks an own message as delivered. */
export function delivered(log: ChatLog, id: string): ChatLog {
  return log.map((m) =>
    m.from === "self" && m.id === id ? { ...m, delivered: true } : m
  );
}

/** What `peer` was told and has not acknowledged, oldest first. */
export function undelivered(log: ChatLog, peer: string): ChatLog {
  return log.filter((m) =>
    m.from === "self" && m.peer === peer && !m.delivered
  );
}
