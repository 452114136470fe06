/** What has come while the chat was closed, and for how long it is shown. @module */
import type { ChatLog, ChatMessage } from "../../call/messages/chat.ts";
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

/** What the other person wrote, and the files that wait for an answer, newest last. */
function itemsOf({ log, files }: NewsSources): readonly NewsItem[] {
  const items: NewsItem[] = [];
  for (const message of log) {
    if (message.from !== "peer") continue;
    // Ids are each page's own: two people may use the same.
    const key = `message ${message.peer} ${message.id}`;
    items.push({ type: "message", key, message });
  }
  for (const file of files) {
    const asked = file.from === "peer" && file.stage.type === "offered" &&
      file.held !== "left";
    if (asked) items.push({ type: "file", key: `file ${file.id}`, file });
  }
  return items.sort((one, other) => atMs(one) - atMs(other));
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
  let items: readonly NewsItem[] | null = null;
  let shown: News | null = null;
  /** Keys of what has been seen, or shown for long enough. */
  let away: ReadonlySet<string> = new Set();
  let held = false;
  /** The message that time passes for. */
  let timed: string | null = null;
  let cancel: (() => void) | null = null;

  function left(): readonly NewsItem[] {
    return (items ?? []).filter(({ key }) => !away.has(key));
  }

  function put(which: readonly NewsItem[]): void {
    away = new Set([...away, ...which.map(({ key }) => key)]);
  }

  /** Messages go together, so that none comes back when the newest goes. */
  function time(message: NewsItem | undefined): void {
    const next = held ? null : message?.key ?? null;
    if (next === timed) return;
    cancel?.();
    cancel = null;
    timed = next;
    if (next === null || message?.type !== "message") return;
    cancel = clock.after(shownMs(message.message.text), () => {
      put(left().filter(({ type }) => type === "message"));
      show();
    });
  }

  function show(): void {
    const all = left();
    time(all.findLast(({ type }) => type === "message"));
    const newest = all.at(-1);
    const same = newest?.key === shown?.newest.key;
    if (same && all.length === (shown?.count ?? 0)) return;
    shown = newest === undefined ? null : { newest, count: all.length };
    onChange(shown);
  }

  return {
    look(sources) {
      const next = itemsOf(sources);
      const keys = new Set(next.map(({ key }) => key));
      away = new Set([...away].filter((key) => keys.has(key)));
      if (items === null) put(next.filter((item) => isStale(item, clock)));
      items = next;
      if (sources.open) put(next);
      show();
    },
    hold(next) {
      held = next;
      show();
    },
    dismiss() {
      put(left());
      show();
    },
    [Symbol.dispose]() {
      cancel?.();
      cancel = null;
    },
  };
}

function isStale(item: NewsItem, clock: Clock): boolean {
  return item.type === "message" &&
    item.message.atMs + shownMs(item.message.text) <= clock.now();
}
