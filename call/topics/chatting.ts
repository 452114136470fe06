/** The text chat of a call: what was written, delivered as soon as it can be. @module */
import { type ReadonlySignal, signal } from "@preact/signals";
import {
  type ChatLog,
  delivered,
  heard,
  isSendable,
  undelivered,
  wrote,
} from "../messages/chat.ts";
import type { PeerMessage } from "../messages/peer_message.ts";
import type { Line, Topic } from "./topic.ts";

/** What the page reads and does. */
export interface ChatModel {
  readonly log: ReadonlySignal<ChatLog>;
  /** @returns Whether the text was taken; it is delivered as soon as it can be. */
  say(text: string): boolean;
}

/** The chat, and what a reload of the tab gives back to it. */
export interface Chatting extends ChatModel, Topic {
  restore(log: ChatLog): void;
}

/** What the chat needs beside the line. */
export interface ChatPorts {
  newId(): string;
  /** Unix time in milliseconds. */
  now(): number;
  /** The log has changed. */
  onChange(): void;
}

/** Starts a chat in which nothing has been said. */
export function createChatting(line: Line, ports: ChatPorts): Chatting {
  const log = signal<ChatLog>([]);

  function set(next: ChatLog): void {
    log.value = next;
    ports.onChange();
  }

  return {
    log,
    say(text) {
      const peer = line.whom();
      if (!isSendable(text) || peer === null) return false;
      const id = ports.newId();
      set(wrote(log.value, { id, text, atMs: ports.now(), peer }));
      line.say({ type: "chat", id, text });
      return true;
    },
    hear(message: PeerMessage) {
      if (message.type === "chat-received") {
        return set(delivered(log.value, message.id));
      }
      if (message.type !== "chat") return;
      const { id, text } = message;
      const peer = line.whom() ?? "";
      set(heard(log.value, { id, text, atMs: ports.now(), peer }));
      line.say({ type: "chat-received", id });
    },
    greet() {
      for (const { id, text } of undelivered(log.value, line.whom() ?? "")) {
        line.say({ type: "chat", id, text });
      }
    },
    restore: (before) => void (log.value = before),
  };
}
