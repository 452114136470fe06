import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isSendable, MAX_CHAT_BYTES } from "../../call/messages/chat.ts";
import { utf8Bytes } from "../../call/messages/graphemes.ts";
import { sanitizeText } from "../../call/messages/sanitize_text.ts";
import { Drawing, Icon } from "../base/Icon.tsx";
import { composerWords } from "../words/composer.ts";
import { Changing } from "../base/Changing.tsx";

/** What one writes, and sends along. */
export interface ComposerProps {
  /** Whether there is somebody to write to. */
  open: boolean;
  /** Whether no more is taken until something is delivered. */
  full: boolean;
  /** What is being written: only this field is rendered for a letter. */
  draft: Signal<string>;
  /** @returns Whether the text was taken; otherwise it stays in the field. */
  onSay(text: string): boolean;
  onFiles(files: readonly File[]): void;
  /** Opens the choice of files, from anywhere. */
  picker: RefObject<HTMLInputElement>;
}

const MAX_ROWS = 6;
const PAPERCLIP =
  "M19 11.5 12.300 18.200a4.200 4.200 0 0 1-6-6l7-7a2.800 2.800 0 0 1 4 4l-7 7a1.400 1.400 0 0 1-2-2l6.300-6.300";

/** The field for the next message, and the way for files. */
export function Composer(props: ComposerProps) {
  const { open, full, picker } = props;
  const draft = props.draft.value;
  const field = useRef<HTMLTextAreaElement>(null);
  // Whatever opens the chat: what is typed next is meant for it.
  useEffect(() => field.current?.focus(), []);
  const send = () => {
    // What the other page makes of it, so that both have the same text.
    if (open && props.onSay(sanitizeText(draft))) props.draft.value = "";
  };
  const words = composerWords(MAX_CHAT_BYTES - utf8Bytes(draft), full);
  return (
    <form
      class="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p role="status" class={words === null ? "sr-only" : "text-sm"}>
        <Changing text={words} />
      </p>
      <div class="flex items-end gap-2">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            props.onFiles([...currentTarget.files ?? []]);
            currentTarget.value = "";
          }}
        />
        <button
          type="button"
          aria-label="Send files"
          title="Send files"
          class="button-square"
          disabled={!open}
          onClick={() => picker.current?.click()}
        >
          <Drawing path={PAPERCLIP} />
        </button>
        <textarea
          ref={field}
          class="field composer min-w-0 flex-1"
          dir="auto"
          aria-label="Message"
          placeholder={open ? "Write a message" : "Nobody is here yet"}
          enterkeyhint="send"
          rows={Math.min(draft.split("\n").length, MAX_ROWS)}
          value={draft}
          onInput={({ currentTarget }) => {
            props.draft.value = currentTarget.value;
          }}
          onPaste={(event) => {
            const { files, types } = event.clipboardData ?? {};
            // What was copied from a document comes as text and picture.
            if (!files?.length || types?.includes("text/plain")) return;
            event.preventDefault();
            props.onFiles([...files]);
          }}
          onKeyDown={(event) => {
            // While words are put together, Enter is the keyboard's own.
            if (event.isComposing || event.keyCode === 229) return;
            if (event.key !== "Enter" || event.shiftKey) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          aria-label="Send"
          title="Send"
          class="button-square"
          disabled={!open || full || !isSendable(sanitizeText(draft))}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
