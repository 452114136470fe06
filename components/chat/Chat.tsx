import { useRef } from "preact/hooks";
import type { ChatLog } from "../../call/messages/chat.ts";
import type { FileLine } from "../../call/files/file_line.ts";
import { authorWords, themWords } from "../words/them.ts";
import { Composer } from "./Composer.tsx";
import { entries, type Entry } from "./entries.ts";
import { type FileActions, FileCard } from "./FileCard.tsx";
import { DayLine, LineFoot } from "./LineFoot.tsx";
import { TextLine } from "./TextLine.tsx";
import { useEnd } from "./use_end.ts";

/** The conversation in writing. */
export interface ChatProps {
  log: ChatLog;
  files: readonly FileLine[];
  /** The other person's name; may be empty. */
  peerName: string;
  /** Whether there is somebody to write to. */
  open: boolean;
  /** What is being written; kept while the chat is closed. */
  draft: string;
  actions: Omit<FileActions, "onChoose">;
  onDraft(text: string): void;
  /** @returns Whether the text was taken; otherwise it stays in the field. */
  onSay(text: string): boolean;
  onFiles(files: readonly File[]): void;
}

/** Messages and files, newest last and in view, and the field to write the next. */
export function Chat(props: ChatProps) {
  const list = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const all = entries(props.log, props.files);
  const last = all.at(-1);
  const end = useEnd(list, all.length, last !== undefined && isOwn(last));
  const actions = {
    ...props.actions,
    onChoose: () => picker.current?.click(),
  };
  return (
    <div class="grid h-full min-h-0 grid-rows-chat gap-3">
      <div class="relative grid min-h-0">
        <div
          ref={list}
          role="log"
          aria-label="Chat messages"
          tabIndex={0}
          class="min-h-0 overflow-y-auto overscroll-contain focus-ring"
        >
          <ol class="grid content-start gap-2">
            {all.length === 0 && (
              <li class="text-sm text-soft">
                Messages and files go straight to the other person and are kept
                nowhere else.
              </li>
            )}
            {all.map((entry) => (
              <Line
                key={entry.key}
                entry={entry}
                peerName={props.peerName}
                actions={actions}
              />
            ))}
          </ol>
        </div>
        {end.news && (
          <button
            type="button"
            class="button-primary absolute bottom-2 justify-self-center shadow-soft"
            onClick={end.show}
          >
            New messages
          </button>
        )}
      </div>
      <Composer
        open={props.open}
        draft={props.draft}
        onDraft={props.onDraft}
        onSay={props.onSay}
        onFiles={props.onFiles}
        picker={picker}
      />
    </div>
  );
}

function isOwn(entry: Entry): boolean {
  return entry.type === "message"
    ? entry.message.from === "self"
    : entry.type === "file" && entry.file.from === "self";
}

function Line(
  { entry, peerName, actions }: {
    entry: Entry;
    peerName: string;
    actions: FileActions;
  },
) {
  if (entry.type === "day") return <DayLine atMs={entry.atMs} />;
  const own = isOwn(entry);
  const who = authorWords(own ? "self" : "peer", peerName);
  const side = own ? "grid justify-items-end" : "grid justify-items-start";
  if (entry.type === "file") {
    const them = themWords(peerName);
    return (
      <li class={side}>
        <FileCard line={entry.file} them={them} actions={actions} />
        {!entry.goesOn && (
          <LineFoot who={who} atMs={entry.file.atMs} delivered={null} />
        )}
      </li>
    );
  }
  const { text, atMs, delivered } = entry.message;
  return (
    <li class={side}>
      <p
        dir="auto"
        class={`max-w-xs whitespace-pre-wrap break-words rounded-2xl px-4 py-2 ${
          own ? "bg-leaf text-white" : "bg-paper text-ink"
        }`}
      >
        <TextLine text={text} />
      </p>
      {(!entry.goesOn || !delivered) && (
        <LineFoot who={who} atMs={atMs} delivered={own ? delivered : null} />
      )}
    </li>
  );
}
