/**
 * The lines of the chat that are files: which, between whom, and how far. Pure.
 *
 * @module
 */
import type { FileEnding } from "./file_word.ts";

/** What goes on with a file. */
export type FileStage =
  /** Nothing is sent before the other person has accepted. */
  | { readonly type: "offered" }
  | {
    readonly type: "moving";
    /** How much of it is safe on the other side, in bytes. */
    readonly done: number;
    readonly bytesPerSecond: number | null;
  }
  /** All of it is there, and being compared with what was sent. */
  | { readonly type: "checking" }
  | {
    readonly type: "over";
    readonly end: FileEnding;
    /** Who ended it, or on whose side it went wrong. */
    readonly by: "self" | "peer";
  };

/** One file, offered or received. */
export interface FileLine {
  /** Names the line on this page; made here, whoever offers the file. */
  readonly id: string;
  /**
   * Names the file between the two pages; made by the page that offers it, so
   * it says something together with {@linkcode FileLine.peer} only.
   */
  readonly offerId: string;
  readonly from: "self" | "peer";
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** When it was offered, in milliseconds since the epoch. */
  readonly atMs: number;
  /** The person on the other side. */
  readonly peer: string;
  readonly stage: FileStage;
  /** What it waits for: the connection, the person, or room to keep it. */
  readonly held: "cut" | "left" | "full" | null;
  /** Whether the person has saved what was received. */
  readonly saved?: true;
}

/** Lines beyond this many are let go, those that are over first. */
export const MAX_FILE_LINES = 200;

/** Whether something may still happen. */
export function isOpen({ stage }: FileLine): boolean {
  return stage.type !== "over";
}

/** Whether it came from the other person, and is here. */
export function isReceived({ from, stage }: FileLine): boolean {
  return from === "peer" && stage.type === "over" && stage.end === "received";
}

/**
 * Adds a line. Where there are too many, the oldest that is over goes; one that
 * holds a received file only when there is no other: whoever offers and
 * withdraws files takes no file from the page.
 */
export function withLine(
  lines: readonly FileLine[],
  line: FileLine,
): readonly FileLine[] {
  const next = [...lines, line];
  if (next.length <= MAX_FILE_LINES) return next;
  const empty = next.findIndex((each) => !isOpen(each) && !isReceived(each));
  const oldest = empty < 0 ? next.findIndex((each) => !isOpen(each)) : empty;
  return oldest < 0 ? next : next.toSpliced(oldest, 1);
}

/** Changes the line with this id; the same lines when that changes nothing. */
export function changed(
  lines: readonly FileLine[],
  id: string,
  change: Partial<Pick<FileLine, "stage" | "held" | "saved">>,
): readonly FileLine[] {
  const at = lines.findIndex((line) => line.id === id);
  const line = lines[at];
  if (line === undefined) return lines;
  const next = { ...line, ...change };
  return isSame(line, next) ? lines : lines.with(at, next);
}

function isSame(one: FileLine, other: FileLine): boolean {
  return one.held === other.held && one.saved === other.saved &&
    sameStage(one.stage, other.stage);
}

function sameStage(one: FileStage, other: FileStage): boolean {
  switch (one.type) {
    case "offered":
    case "checking":
      return one.type === other.type;
    case "moving":
      return one.type === other.type && one.done === other.done &&
        one.bytesPerSecond === other.bytesPerSecond;
    case "over":
      return one.type === other.type && one.end === other.end &&
        one.by === other.by;
  }
}
