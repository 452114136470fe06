/** The chat as a text to keep, and in passing. @module */
import type { ChatLog } from "../../call/messages/chat.ts";
import { cutText } from "../../call/messages/graphemes.ts";
import {
  sanitizeLine,
  sanitizeText,
} from "../../call/messages/sanitize_text.ts";
import { authorWords } from "./them.ts";

const WHEN = new Intl.DateTimeFormat(undefined, {
  dateStyle: "short",
  timeStyle: "short",
});

/** Before each further line of a message: nobody's line begins so. */
const CONTINUED = "\n  | ";

/**
 * The chat message by message, as both have seen it. What begins a line is ours:
 * neither a message nor a name can look like the beginning of another message.
 *
 * @param peerName The other person's; may be empty.
 */
export function chatText(log: ChatLog, peerName: string): string {
  const lines = log.map(({ from, text, atMs, delivered }) => {
    const who = authorWords(from, sanitizeLine(peerName));
    const mark = delivered ? "" : " (not delivered)";
    return `${WHEN.format(atMs)} ${who}${mark}: ${
      sanitizeText(text).replaceAll("\n", CONTINUED)
    }`;
  });
  return `${lines.join("\n")}\n`;
}

/** Says the day and nothing of whom it was with, or where. */
export function chatFileName(nowMs: number): string {
  return `duet-chat-${new Date(nowMs).toISOString().slice(0, 10)}.txt`;
}

/** As much of a message is shown in passing, in graphemes. */
const MAX_GLANCE = 160;

/** The beginning of a message, in one piece. */
export function glance(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return cutText(line, { graphemes: MAX_GLANCE }) === line
    ? line
    : `${cutText(line, { graphemes: MAX_GLANCE - 1 }).trimEnd()}…`;
}

/** The button that opens the chat from a message in passing. */
export const OPEN_CHAT = "Open chat";

/** How many things are new, where it is more than what is shown; "" otherwise. */
export function countWords(count: number): string {
  return count > 1 ? `${count} new` : "";
}

/** What is said aloud of a message. */
export function messageNews(who: string, text: string): string {
  return `${who}: ${glance(text)}`;
}
