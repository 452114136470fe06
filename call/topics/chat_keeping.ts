/** Decides when a tab stores its chat: at once, and then every 250 ms at most. @module */
import type { Clock } from "../../signalling/clock.ts";
import type { ChatLog, ChatMessage } from "../messages/chat.ts";
import type { ChatStore } from "../storage/chat_store.ts";

/** Lines are stored no more often than this, in milliseconds. */
export const STORE_EVERY_MS = 250;

/** What the keeping needs. */
export interface KeepingPorts {
  readonly clock: Clock;
  readonly store: Pick<ChatStore, "load" | "put" | "write" | "clear">;
  /** All lines that were put are stored, as far as storage allows. */
  onStored(): void;
}

/** Keeps nothing to begin with: only the reload of a call needs what is stored. */
export class ChatKeeping {
  readonly #ports: KeepingPorts;
  #keeps = false;
  #pending = false;
  /** Ends the pause after lines have been stored. */
  #cancel: (() => void) | null = null;

  constructor(ports: KeepingPorts) {
    this.#ports = ports;
  }

  /** What was kept before a reload; kept from now on. */
  load(): ChatLog {
    this.#keeps = true;
    return this.#ports.store.load();
  }

  /** Begins to keep, with these lines, or stores what has not been stored. */
  keep(lines: ChatLog): void {
    if (!this.#keeps) {
      for (const line of lines) this.#ports.store.put(line);
      this.#pending ||= lines.length > 0;
    }
    this.#keeps = true;
    this.store();
  }

  /** Keeps nothing any more. */
  letGo(): void {
    this.#keeps = false;
    this.#ports.store.clear();
  }

  /** A line is new, or was delivered. */
  put(line: ChatMessage): void {
    if (this.#keeps) this.#ports.store.put(line);
    this.#pending = true;
    if (this.#cancel === null) this.store();
  }

  /** Stores what is not stored. */
  store(): void {
    this.rest();
    if (!this.#pending) return;
    this.#pending = false;
    this.#ports.store.write();
    this.#ports.onStored();
    this.#cancel = this.#ports.clock.after(STORE_EVERY_MS, () => {
      this.#cancel = null;
      this.store();
    });
  }

  /** Ends the pause: what comes next is stored at once. */
  rest(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
