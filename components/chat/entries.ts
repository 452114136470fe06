/** Messages and files of a chat as one list, with days and who said what. Pure. @module */
import {
  type ChatLog,
  type ChatMessage,
  lineKey,
} from "../../call/messages/chat.ts";
import type { FileLine } from "../../call/files/file_line.ts";

/** Lines by one person that follow each other sooner than this are one thing said, in milliseconds. */
const TOGETHER_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** What somebody wrote, or offered. */
export type ChatLine = ChatMessage | FileLine;

/** Some lines that follow each other: from the first, and to before the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One thing in the list. */
export type Entry =
  | { readonly type: "day"; readonly key: string; readonly atMs: number }
  | {
    readonly type: "message";
    readonly key: string;
    readonly line: ChatMessage;
    /** Whether the same person says more right after it. */
    readonly goesOn: boolean;
  }
  | {
    readonly type: "file";
    readonly key: string;
    readonly line: FileLine;
    readonly goesOn: boolean;
  };

/** Whether two entries look the same. */
export function sameEntry(one: Entry, other: Entry): boolean {
  if (one.type === "day" || other.type === "day") {
    return one.type === other.type && one.key === other.key;
  }
  return one.line === other.line && one.goesOn === other.goesOn;
}

/** Whether a line is a file. */
export function isFile(line: ChatLine): line is FileLine {
  return "stage" in line;
}

/** Whether two times are on the same day, where the person is. */
function sameDay(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) < 2 * DAY_MS &&
    new Date(oneMs).getDate() === new Date(otherMs).getDate();
}

/** Messages in their order, each file before the first message that came later. */
export function linesOf(
  log: ChatLog,
  files: readonly FileLine[],
): readonly ChatLine[] {
  if (files.length === 0) return log;
  const lines: ChatLine[] = [];
  const waiting = files.toSorted((one, other) => one.atMs - other.atMs);
  let next = 0;
  for (const message of log) {
    for (let file = waiting[next]; file; file = waiting[next]) {
      if (file.atMs >= message.atMs) break;
      lines.push(file);
      next++;
    }
    lines.push(message);
  }
  lines.push(...waiting.slice(next));
  return lines;
}

/** The entries of some lines; days are named where another begins. */
export function entries(
  lines: readonly ChatLine[],
  { from, to }: Range,
): readonly Entry[] {
  const all: Entry[] = [];
  for (let index = from; index < to; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const before = lines[index - 1];
    if (before !== undefined && !sameDay(before.atMs, line.atMs)) {
      all.push({ type: "day", key: `day ${line.atMs}`, atMs: line.atMs });
    }
    const goesOn = isFollowed(line, lines[index + 1]);
    const key = lineKey(line);
    all.push(
      isFile(line)
        ? { type: "file", key: `file ${key}`, line, goesOn }
        : { type: "message", key: `message ${key}`, line, goesOn },
    );
  }
  return all;
}

function isFollowed(line: ChatLine, next: ChatLine | undefined): boolean {
  return next !== undefined && next.from === line.from &&
    next.atMs - line.atMs < TOGETHER_MS && sameDay(line.atMs, next.atMs);
}
