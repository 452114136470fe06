import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { FileLine } from "../../call/files/file_line.ts";
import type { ChatLog } from "../../call/messages/chat.ts";
import { authorWords, someone, themWords } from "../words/them.ts";
import {
  type ChatLine,
  entries,
  type Entry,
  linesOf,
  type Range,
  sameEntry,
} from "./entries.ts";
import { type FileActions, FileCard } from "./FileCard.tsx";
import { DayLine, LineFoot } from "./LineFoot.tsx";
import { MessageNews } from "./MessageNews.tsx";
import { TextLine } from "./TextLine.tsx";
import { useChatWindow } from "./use_chat_window.ts";

/** What is in the list. */
export interface ChatListProps {
  log: ChatLog;
  files: readonly FileLine[];
  /** The other person's name; may be empty. */
  peerName: string;
  /** The same object each time: rows that have not changed are left alone. */
  actions: FileActions;
}

/** Messages and files, newest last and in view; the page has those around what is read. */
export function ChatList({ log, files, peerName, actions }: ChatListProps) {
  const list = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(log, files), [log, files]);
  const shown = useChatWindow(list, lines);
  const rows = useRows();
  return (
    <div class="relative grid min-h-0">
      <div
        ref={list}
        role="log"
        aria-label="Chat messages"
        aria-live={shown.live ? "polite" : "off"}
        tabIndex={0}
        class="chat-list min-h-0 overflow-y-auto overscroll-contain focus-ring"
      >
        <ol class="space-y-2">
          {lines.length === 0 && (
            <li class="text-sm text-soft">
              Messages and files go straight to the other person and are kept
              nowhere else.
            </li>
          )}
          {shown.range.from > 0 && (
            <li key="earlier" class="text-center">
              <button
                type="button"
                data-earlier
                class="button-quiet"
                onClick={shown.showEarlier}
              >
                Earlier messages
              </button>
            </li>
          )}
          {rows(lines, shown.range, { peerName, actions })}
        </ol>
      </div>
      {/* The list says what is added to it, but not while it is read further up. */}
      <MessageNews
        log={log}
        who={someone(peerName)}
        open={shown.live}
      />
      {shown.unseen && (
        <button
          type="button"
          class="button-primary absolute bottom-2 justify-self-center shadow-soft"
          onClick={shown.showEnd}
        >
          New messages
        </button>
      )}
    </div>
  );
}

/** What rows show beside their entries. */
type RowContext = Pick<ChatListProps, "peerName" | "actions">;

interface Row extends RowContext {
  readonly entry: Entry;
  readonly node: VNode;
}

/**
 * Makes the rows of some lines. Those in which nothing has changed are the same
 * nodes as before, which Preact leaves alone.
 */
function useRows(): (
  lines: readonly ChatLine[],
  range: Range,
  context: RowContext,
) => VNode[] {
  const before = useRef(new Map<string, Row>());
  return (lines, range, { peerName, actions }) => {
    const rows = new Map<string, Row>();
    for (const entry of entries(lines, range)) {
      const { key } = entry;
      const known = before.current.get(key);
      const isSame = known !== undefined && sameEntry(known.entry, entry) &&
        known.peerName === peerName && known.actions === actions;
      const node = () => (
        <Line key={key} entry={entry} peerName={peerName} actions={actions} />
      );
      rows.set(
        key,
        isSame ? known : { entry, peerName, actions, node: node() },
      );
    }
    before.current = rows;
    return [...rows.values()].map(({ node }) => node);
  };
}

function Line({ entry, peerName, actions }: RowContext & { entry: Entry }) {
  if (entry.type === "day") return <DayLine atMs={entry.atMs} />;
  const own = entry.line.from === "self";
  const who = authorWords(own ? "self" : "peer", peerName);
  const side = own ? "grid justify-items-end" : "grid justify-items-start";
  if (entry.type === "file") {
    const them = themWords(peerName);
    return (
      <li class={side}>
        <FileCard line={entry.line} them={them} actions={actions} />
        {!entry.goesOn && (
          <LineFoot who={who} atMs={entry.line.atMs} delivered={null} />
        )}
      </li>
    );
  }
  const { text, atMs, delivered } = entry.line;
  return (
    <li class={side}>
      <TextLine text={text} own={own} />
      {(!entry.goesOn || !delivered) && (
        <LineFoot who={who} atMs={atMs} delivered={own ? delivered : null} />
      )}
    </li>
  );
}
