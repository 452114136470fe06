/** The chat as a text to keep, and in passing. @module */
import type { ChatLog } from "../../call/messages/chat.ts";

const WHEN = new Intl.DateTimeFormat(undefined, {
  dateStyle: "short",
  timeStyle: "short",
});

/**
 * The chat line by line, as both have seen it.
 *
 * @param peerName The other person's; may be empty.
 */
export function chatText(log: ChatLog, peerName: string): string {
  const lines = log.map(({ from, text, atMs, delivered }) => {
    const who = from === "self" ? "You" : peerName || "They";
    const mark = delivered ? "" : " (not delivered)";
    return `${WHEN.format(atMs)} ${who}${mark}: ${text}`;
  });
  return `${lines.join("\n")}\n`;
}

/** Says the day and nothing of whom it was with, or where. */
export function chatFileName(nowMs: number): string {
  return `duet-chat-${new Date(nowMs).toISOString().slice(0, 10)}.txt`;
}

/** As much of a message is shown in passing, in characters. */
const MAX_GLANCE = 160;

/** The beginning of a message, in one piece. */
export function glance(text: string): string {
  const characters = [...text.trim().replaceAll(/\s+/g, " ")];
  return characters.length <= MAX_GLANCE
    ? characters.join("")
    : `${characters.slice(0, MAX_GLANCE - 1).join("").trimEnd()}…`;
}

/** Words over a picture, about what is in the closed chat. */
export const CHAT_NEWS = {
  nameless: "The other person",
  open: "Open chat",
} as const;

/** How many things are new, where it is more than what is shown; "" otherwise. */
export function countWords(count: number): string {
  return count > 1 ? `${count} new` : "";
}

/** What is said aloud of a message. */
export function messageNews(who: string, text: string): string {
  return `${who}: ${glance(text)}`;
}
