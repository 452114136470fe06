/**
 * The lines of the text chat: pure, without duplicates, oldest first.
 *
 * A message belongs to the person it was written to. It is delivered when they
 * acknowledge it, said again when a connection to them comes back, and never
 * given to somebody else who takes the seat later.
 *
 * @module
 */
import {
  type ChatLog,
  type ChatMessage,
  isUndelivered,
  lineKey,
  MAX_CHAT_BYTES,
} from "./chat.ts";
import { utf8Bytes } from "./graphemes.ts";

/** Oldest lines are dropped beyond this many, but own ones only once delivered. */
export const MAX_CHAT_MESSAGES = 5_000;
/** No more own lines are taken while so many are not delivered. */
export const MAX_UNDELIVERED = 5_000;
/** Text of own lines that are not delivered, in bytes: so much fits the storage of a tab. */
export const MAX_UNDELIVERED_BYTES = 4 * 1024 * 1024;
/** Lines that are kept beside undelivered ones, however many those are. */
const MIN_OTHERS = 500;

/** What a new line is made of. */
export type NewLine = Omit<ChatMessage, "from" | "delivered">;

/** All lines of a chat; what it costs to add one does not grow with it. */
export class ChatHistory {
  readonly #lines: ChatMessage[] = [];
  /** Names of the lines that are there. */
  readonly #known = new Set<string>();
  /** Own lines by name, as long as they are not delivered; oldest first. */
  readonly #undelivered = new Map<string, ChatMessage>();
  #undeliveredBytes = 0;

  /** The same list each time, in which lines change. */
  get lines(): ChatLog {
    return this.#lines;
  }

  /** Whether no more own lines are taken: too many are not delivered. */
  get isFull(): boolean {
    return this.#undelivered.size >= MAX_UNDELIVERED ||
      this.#undeliveredBytes > MAX_UNDELIVERED_BYTES - MAX_CHAT_BYTES;
  }

  /** Takes up the lines from before a reload. */
  restore(log: ChatLog): void {
    for (const message of log) {
      if (!this.#known.has(lineKey(message))) this.#append(message);
    }
  }

  /** Adds an own line, not delivered yet; `null` when it {@linkcode isFull}. */
  wrote(line: NewLine): ChatMessage | null {
    if (this.isFull) return null;
    return this.#append({ ...line, from: "self", delivered: false });
  }

  /** Adds a line of the peer; `null` for one that is there already. */
  heard(line: NewLine): ChatMessage | null {
    const message: ChatMessage = { ...line, from: "peer", delivered: true };
    return this.#known.has(lineKey(message)) ? null : this.#append(message);
  }

  /**
   * Marks an own line to this peer as delivered.
   *
   * @returns The line as it is now; `null` if it is none that waits for that.
   */
  delivered(peer: string, id: string): ChatMessage | null {
    const key = lineKey({ from: "self", peer, id });
    const before = this.#undelivered.get(key);
    if (before === undefined) return null;
    this.#undelivered.delete(key);
    this.#undeliveredBytes -= utf8Bytes(before.text);
    const after = { ...before, delivered: true };
    this.#lines[this.#lines.lastIndexOf(before)] = after;
    return after;
  }

  /** What `peer` was told and has not acknowledged, oldest first. */
  undelivered(peer: string): ChatLog {
    return [...this.#undelivered.values()].filter((m) => m.peer === peer);
  }

  #append(message: ChatMessage): ChatMessage {
    const key = lineKey(message);
    this.#lines.push(message);
    this.#known.add(key);
    if (isUndelivered(message)) {
      this.#undelivered.set(key, message);
      this.#undeliveredBytes += utf8Bytes(message.text);
    }
    while (this.#isTooLong()) this.#dropOldest();
    return message;
  }

  #isTooLong(): boolean {
    const { length } = this.#lines;
    return length > MAX_CHAT_MESSAGES &&
      length - this.#undelivered.size > MIN_OTHERS;
  }

  #dropOldest(): void {
    const index = this.#lines.findIndex((line) => !isUndelivered(line));
    const [dropped] = this.#lines.splice(index, 1);
    if (dropped !== undefined) this.#known.delete(lineKey(dropped));
  }
}
