/**
 * Lazy wrapper for the chat: its code is loaded with that for joining, because the
 * lobby has no chat. Calls that come earlier are made once it is loaded.
 *
 * @module
 */
import { signal } from "@preact/signals";
import type { ChatLog } from "./messages/chat.ts";
import type { ChatSignals, Chatting } from "./topics/chatting.ts";
import type { Line } from "./topics/topic.ts";

/** Starts a chat whose code is loaded with its first use. */
export function createLateChat(
  line: Line,
  load: (line: Line, signals: ChatSignals) => Chatting | Promise<Chatting>,
): Chatting {
  const log = signal<ChatLog>([]);
  const full = signal(false);
  let chat: Chatting | null = null;
  let loading = false;
  let waiting: ((chat: Chatting) => void)[] = [];

  function later(act: (chat: Chatting) => void): void {
    if (chat !== null) return act(chat);
    waiting.push(act);
    if (loading) return;
    const loaded = load(line, { log, full });
    if (!("then" in loaded)) return begin(loaded);
    loading = true;
    loaded.then(begin, () => loading = false);
  }

  function begin(loaded: Chatting): void {
    chat = loaded;
    for (const act of waiting) act(loaded);
    waiting = [];
  }

  return {
    log,
    full,
    // Not taken before the code is loaded: the text stays in the field.
    say: (text) => chat?.say(text) ?? false,
    hear: (message) => later((each) => each.hear(message)),
    greet: () => later((each) => each.greet?.()),
    cut: () => later((each) => each.cut?.()),
    restore: () => later((each) => each.restore()),
    keep: () => later((each) => each.keep()),
    letGo: () => later((each) => each.letGo()),
  };
}
