/** The chat as a text to keep. @module */
import type { ChatLog } from "../../call/chat.ts";

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
