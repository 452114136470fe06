/** What has come while the chat was closed, and for how long it is shown. @module */
import {
  type ChatLog,
  type ChatMessage,
  isSameLine,
  lineKey,
} from "../../call/messages/chat.ts";
import type { FileLine } from "../../call/files/file_line.ts";
import type { Clock } from "../../signalling/clock.ts";

/** The shortest message is shown for this long, in milliseconds. */
export const LEAST_SHOWN_MS = 5_000;
/** The longest, of which the beginning is shown, in milliseconds. */
export const MOST_SHOWN_MS = 14_000;
/** What a slow reader takes for a character, in milliseconds. */
const CHARACTER_MS = 60;

/** One thing that the other person wrote, or asks. */
export type NewsItem =
  | {
    readonly type: "message";
    readonly key: string;
    readonly message: ChatMessage;
  }
  | { readonly type: "file"; readonly key: string; readonly file: FileLine };

/** What is shown of it. */
export interface News {
  readonly newest: NewsItem;
  /** How many things there are, the newest included. */
  readonly count: number;
}

/** What is known of the chat. */
export interface NewsSources {
  readonly log: ChatLog;
  readonly files: readonly FileLine[];
  /** Whether the person has it before them. */
  readonly open: boolean;
}

/** Decides what is shown. */
export interface ChatNews extends Disposable {
  /** The chat has changed. */
  look(sources: NewsSources): void;
  /** While somebody reads, or can't see it, no time passes. */
  hold(held: boolean): void;
  /** It has been seen. */
  dismiss(): void;
}

/** How long a message stays. */
export function shownMs(text: string): number {
  return Math.min(MOST_SHOWN_MS, LEAST_SHOWN_MS + text.length * CHARACTER_MS);
}

/** The files that wait for an answer. */
function offersOf(files: readonly FileLine[]): readonly NewsItem[] {
  return files
    .filter(({ from, stage, held }) =>
      from === "peer" && stage.type === "offered" && held !== "left"
    )
    .map((file) => ({ type: "file", key: `file ${lineKey(file)}`, file }));
}

function atMs(item: NewsItem): number {
  return item.type === "message" ? item.message.atMs : item.file.atMs;
}

/**
 * Begins with what is still fresh: what a reload brings back has been shown.
 *
 * @param onChange Gets what is shown from now on; `null` for nothing.
 */
export function createNews(
  clock: Clock,
  onChange: (news: News | null) => void,
): ChatNews {
  /** The newest line of the log that was looked at. */
  let seen: ChatMessage | null = null;
  let looked = false;
  /** Messages that are news: the newest, and how many. They go together. */
  let message: NewsItem | null = null;
  let messages = 0;
  let files: readonly NewsItem[] = [];
  /** Keys of files that have been seen. */
  let away: ReadonlySet<string> = new Set();
  let shown: News | null = null;
  let held = false;
  /** The message that time passes for. */
  let timed: string | null = null;
  let cancel: (() => void) | null = null;

  /** Takes what came since the last look; what is older is not looked at again. */
  function read(log: ChatLog): void {
    const nowMs = clock.wallNow();
    const before = seen;
    seen = log.at(-1) ?? null;
    let newest: ChatMessage | null = null;
    for (let index = log.length - 1; index >= 0; index--) {
      const line = log[index];
      if (line === undefined || before && isSameLine(line, before)) break;
      if (!looked && line.atMs + MOST_SHOWN_MS <= nowMs) break;
      if (line.from !== "peer" || !looked && isStale(line, nowMs)) continue;
      newest ??= line;
      messages++;
    }
    if (newest === null) return;
    const key = `message ${lineKey(newest)}`;
    message = { type: "message", key, message: newest };
  }

  function putMessages(): void {
    message = null;
    messages = 0;
  }

  function putAll(): void {
    putMessages();
    away = new Set(files.map(({ key }) => key));
  }

  /** Messages go together, so that none comes back when the newest goes. */
  function time(): void {
    const next = held ? null : message?.key ?? null;
    if (next === timed) return;
    cancel?.();
    cancel = null;
    timed = next;
    if (next === null || message?.type !== "message") return;
    cancel = clock.after(shownMs(message.message.text), () => {
      putMessages();
      show();
    });
  }

  function show(): void {
    time();
    const left = files.filter(({ key }) => !away.has(key));
    const file = left.at(-1);
    const isFileNewer = file !== undefined &&
      (message === null || atMs(file) > atMs(message));
    const newest = isFileNewer ? file : message;
    const count = messages + left.length;
    if (newest?.key === shown?.newest.key && count === (shown?.count ?? 0)) {
      return;
    }
    shown = newest && { newest, count };
    onChange(shown);
  }

  return {
    look(sources) {
      read(sources.log);
      looked = true;
      files = offersOf(sources.files);
      away = new Set(
        files.map(({ key }) => key).filter((key) => away.has(key)),
      );
      if (sources.open) putAll();
      show();
    },
    hold(next) {
      held = next;
      show();
    },
    dismiss() {
      putAll();
      show();
    },
    [Symbol.dispose]() {
      cancel?.();
      cancel = null;
    },
  };
}

function isStale({ atMs, text }: ChatMessage, nowMs: number): boolean {
  return atMs + shownMs(text) <= nowMs;
}
