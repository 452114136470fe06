/**
 * Owner of what a tab keeps of its chat for a reload: the newest lines, in parts
 * of their own in session storage, so that a new line rewrites one part only.
 *
 * @module
 */
import * as v from "valibot";
import {
  type ChatLog,
  type ChatMessage,
  isSameLine,
  isUndelivered,
  lineKey,
  MAX_CHAT_BYTES,
} from "../messages/chat.ts";
import { MAX_CHAT_MESSAGES } from "../messages/chat_history.ts";
import { utf8Bytes } from "../messages/graphemes.ts";
import { CHAT_PREFIX } from "./session_sweep.ts";
import { keysOf, removeItem, type StorageArea } from "./storage_area.ts";

/** Text that is kept, in bytes: the newest, and own lines that are not delivered. */
export const MAX_KEPT_BYTES = 1024 * 1024;
/** A part is full with so much text, in bytes, or with so many lines. */
const PART_BYTES = 16 * 1024;
const PART_LINES = 100;
/** No page makes longer ids of lines and people, in characters. */
const MAX_ID_CHARS = 128;

const Id = v.pipe(v.string(), v.maxLength(MAX_ID_CHARS));
const Kept = v.pipe(
  v.array(v.object({
    id: Id,
    from: v.picklist(["self", "peer"]),
    text: v.pipe(v.string(), v.maxLength(MAX_CHAT_BYTES)),
    atMs: v.number(),
    peer: Id,
    delivered: v.boolean(),
  })),
  v.maxLength(PART_LINES),
);

/** Lines that follow each other, under one key. */
interface Part {
  readonly key: string;
  lines: ChatMessage[];
  bytes: number;
  /** Whether it differs from what is stored. */
  changed: boolean;
}

/** Keeps nothing to begin with; what is put is stored by the next write. */
export class ChatStore {
  readonly #area: StorageArea;
  readonly #prefix: () => string;
  #parts: Part[] = [];
  /** Own lines that are not delivered: the parts that they are in. */
  readonly #undelivered = new Map<string, Part>();
  #bytes = 0;
  #count = 0;
  #next = 0;
  /** Keys of parts that have been dropped and not removed yet. */
  #removed: string[] = [];

  /** @param room What no two rooms share; known with the first use. */
  constructor(area: StorageArea, room: () => string) {
    this.#area = area;
    this.#prefix = () => `${CHAT_PREFIX}${room()} `;
  }

  /** What was kept, oldest first; what is damaged is left out. */
  load(): ChatLog {
    this.#forget();
    for (const key of this.#storedKeys()) {
      const lines = this.#read(key);
      this.#next = Math.max(this.#next, this.#numberOf(key) + 1);
      if (lines.length === 0) this.#removed.push(key);
      else this.#adopt({ key, lines, bytes: bytesOf(lines), changed: false });
    }
    this.#trim();
    return newest(this.#parts.flatMap(({ lines }) => lines));
  }

  /** Adds a line, or takes in that an own one was delivered. */
  put(message: ChatMessage): void {
    const key = lineKey(message);
    const part = this.#undelivered.get(key);
    if (part !== undefined) {
      part.lines = part.lines.map((line) =>
        isSameLine(line, message) ? message : line
      );
      part.changed = true;
      if (message.delivered) this.#undelivered.delete(key);
    } else {
      this.#add(message);
      this.#trim();
    }
  }

  /** Stores what has changed since the last write, as far as there is room. */
  write(): void {
    const removed = this.#removed;
    this.#removed = [];
    for (const key of removed) removeItem(this.#area, key);
    for (const part of [...this.#parts]) {
      // One that has made room for others is gone.
      if (part.changed && part.lines.length > 0) this.#store(part);
    }
  }

  /** Removes all of it. */
  clear(): void {
    this.#forget();
    for (const key of this.#storedKeys()) removeItem(this.#area, key);
  }

  #forget(): void {
    this.#parts = [];
    this.#removed = [];
    this.#undelivered.clear();
    this.#bytes = this.#count = this.#next = 0;
  }

  #storedKeys(): string[] {
    const prefix = this.#prefix();
    return keysOf(this.#area)
      .filter((key) => key.startsWith(prefix))
      .sort((one, other) => this.#numberOf(one) - this.#numberOf(other));
  }

  #numberOf(key: string): number {
    return Number(key.slice(this.#prefix().length)) || 0;
  }

  #read(key: string): ChatMessage[] {
    try {
      const stored: unknown = JSON.parse(this.#area().getItem(key) ?? "");
      const result = v.safeParse(Kept, stored);
      return result.success ? result.output : [];
    } catch {
      return [];
    }
  }

  #adopt(part: Part): void {
    this.#parts.push(part);
    this.#bytes += part.bytes;
    this.#count += part.lines.length;
    for (const line of part.lines) {
      if (isUndelivered(line)) this.#undelivered.set(lineKey(line), part);
    }
  }

  #add(message: ChatMessage): void {
    const bytes = utf8Bytes(message.text);
    let part = this.#parts.at(-1);
    const fits = part !== undefined && part.lines.length < PART_LINES &&
      part.bytes + bytes <= PART_BYTES;
    if (part === undefined || !fits) {
      const key = this.#prefix() + this.#next++;
      part = { key, lines: [], bytes: 0, changed: true };
      this.#parts.push(part);
    }
    part.lines.push(message);
    part.bytes += bytes;
    part.changed = true;
    this.#bytes += bytes;
    this.#count++;
    if (isUndelivered(message)) this.#undelivered.set(lineKey(message), part);
  }

  /** Drops the oldest parts as long as the rest is enough. */
  #trim(): void {
    while (this.#bytes > MAX_KEPT_BYTES || this.#count > MAX_CHAT_MESSAGES) {
      const oldest = this.#oldest();
      if (oldest === undefined) return;
      const enough = this.#bytes - oldest.bytes >= MAX_KEPT_BYTES ||
        this.#count - oldest.lines.length >= MAX_CHAT_MESSAGES;
      if (!enough) return;
      this.#drop(oldest);
    }
  }

  /** The oldest part in which there is something to drop, but for the newest. */
  #oldest(): Part | undefined {
    return this.#parts.slice(0, -1)
      .find(({ lines }) => !lines.every(isUndelivered));
  }

  /** Leaves of a part what is not delivered. */
  #drop(part: Part): void {
    const left = part.lines.filter(isUndelivered);
    this.#count -= part.lines.length - left.length;
    this.#bytes -= part.bytes;
    part.lines = left;
    part.bytes = bytesOf(left);
    part.changed = true;
    this.#bytes += part.bytes;
    if (left.length > 0) return;
    this.#parts.splice(this.#parts.indexOf(part), 1);
    this.#removed.push(part.key);
  }

  #store(part: Part): void {
    while (!this.#setItem(part)) {
      // Storage that is full has room once something older is gone.
      const oldest = this.#oldest();
      if (oldest === undefined || oldest === part) return;
      this.#drop(oldest);
      removeItem(this.#area, oldest.key);
      if (oldest.lines.length > 0) this.#setItem(oldest);
    }
  }

  #setItem(part: Part): boolean {
    try {
      this.#area().setItem(part.key, JSON.stringify(part.lines));
      part.changed = false;
      return true;
    } catch {
      return false;
    }
  }
}

function bytesOf(lines: ChatLog): number {
  return lines.reduce((sum, { text }) => sum + utf8Bytes(text), 0);
}

/** The newest lines that are kept, and all own ones that are not delivered. */
function newest(lines: ChatLog): ChatLog {
  let bytes = 0;
  const from = 1 + lines.findLastIndex(({ text }) => {
    bytes += utf8Bytes(text);
    return bytes > MAX_KEPT_BYTES;
  });
  return lines.filter((line, index) => index >= from || isUndelivered(line));
}
