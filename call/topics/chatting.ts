/** The text chat of a call: what was written, delivered as soon as it can be. @module */
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Clock } from "../../signalling/clock.ts";
import {
  type ChatLog,
  type ChatMessage,
  isSendable,
} from "../messages/chat.ts";
import { ChatHistory } from "../messages/chat_history.ts";
import { isVisible } from "../messages/sanitize_text.ts";
import type { PeerMessage } from "../messages/peer_message.ts";
import { ChatDelivery } from "./chat_delivery.ts";
import { ChatKeeping, type KeepingPorts } from "./chat_keeping.ts";
import { PacedLog } from "./paced_log.ts";
import type { Line, Topic } from "./topic.ts";

/** What the page reads and does. */
export interface ChatModel {
  readonly log: ReadonlySignal<ChatLog>;
  /** Whether so much is not delivered that no more is taken. */
  readonly full: ReadonlySignal<boolean>;
  /** @returns Whether the text was taken; it is delivered as soon as it can be. */
  say(text: string): boolean;
}

/** The chat, and what its tab keeps of it. */
export interface Chatting extends ChatModel, Topic {
  /** Takes up what the tab has kept. */
  restore(): void;
  /** From now on the tab keeps the chat; stores what it has not stored. */
  keep(): void;
  /** The tab keeps nothing of it any more; the page still shows it. */
  letGo(): void;
}

/** What the page is shown; the chat writes it. */
export interface ChatSignals {
  readonly log: Signal<ChatLog>;
  readonly full: Signal<boolean>;
}

/** What the chat needs beside the line. */
export interface ChatPorts extends ChatSignals {
  readonly clock: Clock;
  readonly store: KeepingPorts["store"];
  newId(): string;
}

/** Starts a chat in which nothing has been said. */
export function createChatting(
  line: Line,
  { clock, store, newId, log, full }: ChatPorts,
): Chatting {
  const history = new ChatHistory();
  const shown = new PacedLog(history.lines, log, clock);
  const delivery = new ChatDelivery({
    clock,
    send: ({ id, text }) => line.say({ type: "chat", id, text }),
  });
  /** Messages to acknowledge once they are stored: a reload has them then. */
  const owed = new Set<string>();
  const keeping = new ChatKeeping({
    clock,
    store,
    onStored() {
      for (const id of owed) line.say({ type: "chat-received", id });
      owed.clear();
    },
  });

  function keepLine(message: ChatMessage): void {
    full.value = history.isFull;
    keeping.put(message);
  }

  function hearChat(id: string, text: string): void {
    const peer = line.whom() ?? "";
    // What shows nothing would be an empty line; its sender need not repeat it.
    const message = isVisible(text)
      ? history.heard({ id, text, atMs: clock.wallNow(), peer })
      : null;
    if (message !== null) {
      owed.add(id);
      shown.added();
      keepLine(message);
    } else if (!owed.has(id)) {
      line.say({ type: "chat-received", id });
    }
  }

  function hearReceived(id: string): void {
    const message = history.delivered(line.whom() ?? "", id);
    if (message !== null) {
      shown.changed(0);
      keepLine(message);
    }
    // Also of one that was sent twice.
    delivery.acknowledged(id);
  }

  return {
    log,
    full,
    say(text) {
      const peer = line.whom();
      if (!isSendable(text) || peer === null) return false;
      const message = history.wrote({
        id: newId(),
        text,
        atMs: clock.wallNow(),
        peer,
      });
      if (message === null) return false;
      shown.changed(1);
      keepLine(message);
      delivery.add(message);
      return true;
    },
    hear(message: PeerMessage) {
      if (message.type === "chat") hearChat(message.id, message.text);
      if (message.type === "chat-received") hearReceived(message.id);
    },
    greet: () => delivery.open(history.undelivered(line.whom() ?? "")),
    cut() {
      // They say again what was not acknowledged.
      owed.clear();
      delivery.close();
      keeping.store();
      keeping.rest();
      shown.rest();
    },
    restore() {
      history.restore(keeping.load());
      full.value = history.isFull;
      shown.changed(0);
    },
    keep: () => keeping.keep(history.lines),
    letGo: () => keeping.letGo(),
  };
}
