/** Messages and files of a chat as one list, with days and who said what. Pure. @module */
import type { ChatLog, ChatMessage } from "../../call/messages/chat.ts";
import type { FileLine } from "../../call/files/file_line.ts";

/** Lines by one person that follow each other sooner than this are one thing said, in milliseconds. */
const TOGETHER_MS = 5 * 60_000;

/** One thing in the list. */
export type Entry =
  | { readonly type: "day"; readonly key: string; readonly atMs: number }
  | {
    readonly type: "message";
    readonly key: string;
    readonly message: ChatMessage;
    /** Whether the same person says more right after it. */
    readonly goesOn: boolean;
  }
  | {
    readonly type: "file";
    readonly key: string;
    readonly file: FileLine;
    readonly goesOn: boolean;
  };

type Line = Exclude<Entry, { type: "day" }>;

function said(line: Line): Pick<ChatMessage, "from" | "atMs"> {
  return line.type === "message" ? line.message : line.file;
}

/** Whether two times are on the same day, where the person is. */
function sameDay(oneMs: number, otherMs: number): boolean {
  return new Date(oneMs).toDateString() === new Date(otherMs).toDateString();
}

function key(type: Line["type"], from: "self" | "peer", id: string): string {
  return `${type} ${from} ${id}`;
}

/** Oldest first; days are named where there is more than one. */
export function entries(
  log: ChatLog,
  files: readonly FileLine[],
): readonly Entry[] {
  const lines: Line[] = [
    ...log.map((message) => ({
      type: "message" as const,
      key: key("message", message.from, message.id),
      message,
      goesOn: false,
    })),
    ...files.map((file) => ({
      type: "file" as const,
      key: key("file", file.from, file.id),
      file,
      goesOn: false,
    })),
  ];
  lines.sort((one, other) => said(one).atMs - said(other).atMs);
  const all: Entry[] = [];
  lines.forEach((line, index) => {
    const { from, atMs } = said(line);
    const before = lines[index - 1], after = lines[index + 1];
    const newDay = before !== undefined && !sameDay(said(before).atMs, atMs);
    if (newDay) all.push({ type: "day", key: `day ${atMs}`, atMs });
    const next = after && said(after);
    const goesOn = next !== undefined && next.from === from &&
      next.atMs - atMs < TOGETHER_MS && sameDay(atMs, next.atMs);
    all.push({ ...line, goesOn });
  });
  return all;
}
