import type { Signal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { ChatList, type ChatListProps } from "./ChatList.tsx";
import { Composer } from "./Composer.tsx";
import type { FileActions } from "./FileCard.tsx";

/** The conversation in writing. */
export interface ChatProps extends Omit<ChatListProps, "actions"> {
  /** Whether there is somebody to write to. */
  open: boolean;
  /** Whether no more is taken until something is delivered. */
  full: boolean;
  /** What is being written; kept while the chat is closed. */
  draft: Signal<string>;
  /** The same object each time. */
  actions: Omit<FileActions, "onChoose">;
  /** @returns Whether the text was taken; otherwise it stays in the field. */
  onSay(text: string): boolean;
  onFiles(files: readonly File[]): void;
}

/** What was said, and the field to write the next. */
export function Chat(props: ChatProps) {
  const picker = useRef<HTMLInputElement>(null);
  const actions = useMemo(
    () => ({ ...props.actions, onChoose: () => picker.current?.click() }),
    [props.actions],
  );
  const { open, full, draft, onSay, onFiles } = props;
  const composer = useMemo(
    () => <Composer {...{ open, full, draft, onSay, onFiles, picker }} />,
    [open, full],
  );
  return (
    <div class="grid h-full min-h-0 grid-rows-chat gap-3">
      <ChatList
        log={props.log}
        files={props.files}
        peerName={props.peerName}
        actions={actions}
      />
      {composer}
    </div>
  );
}
