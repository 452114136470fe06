import { useEffect, useRef } from "preact/hooks";
import type { ChatLog, ChatMessage } from "../../call/chat.ts";
import { Icon } from "../base/Icon.tsx";

/** The conversation in writing. */
export interface ChatProps {
  log: ChatLog;
  /** The other person's name; may be empty. */
  peerName: string;
  /** Whether there is somebody to write to. */
  open: boolean;
  /** What is being written; kept while the chat is closed. */
  draft: string;
  onDraft(text: string): void;
  /** @returns Whether the text was taken; otherwise it stays in the field. */
  onSay(text: string): boolean;
}

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

function Line({ message, who }: { message: ChatMessage; who: string }) {
  const own = message.from === "self";
  return (
    <li class={own ? "grid justify-items-end" : "grid justify-items-start"}>
      <p
        dir="auto"
        class={`max-w-xs whitespace-pre-wrap break-words rounded-2xl px-4 py-2 ${
          own ? "bg-leaf text-white" : "bg-paper text-ink"
        }`}
      >
        {message.text}
      </p>
      <p class="mt-1 text-xs text-soft">
        <bdi>{who}</bdi> · {TIME.format(message.atMs)}
        {own && (message.delivered
          ? <span aria-label="delivered" class="ml-1">✓</span>
          : " · not delivered yet")}
      </p>
    </li>
  );
}

/** Messages, newest last and in view, and the field to write the next. */
export function Chat(props: ChatProps) {
  const { log, peerName, open, draft } = props;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [log.length]);
  return (
    <div class="grid h-full grid-rows-chat gap-3">
      <div
        role="log"
        aria-label="Chat messages"
        tabIndex={0}
        class="min-h-0 overflow-y-auto focus-ring"
      >
        {log.length === 0 && (
          <p class="text-sm text-soft">
            Messages go straight to the other person and are kept nowhere.
          </p>
        )}
        <ol class="grid content-start gap-3">
          {log.map((message) => (
            <Line
              key={`${message.from} ${message.id}`}
              message={message}
              who={message.from === "self" ? "You" : peerName || "They"}
            />
          ))}
        </ol>
        <div ref={end} />
      </div>
      <form
        class="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (props.onSay(draft)) props.onDraft("");
        }}
      >
        <input
          class="field min-w-0 flex-1"
          aria-label="Message"
          placeholder={open ? "Write a message" : "Nobody is here yet"}
          value={draft}
          onInput={({ currentTarget }) => props.onDraft(currentTarget.value)}
        />
        <button
          type="submit"
          aria-label="Send"
          title="Send"
          class="button-square"
          disabled={!open || draft.trim() === ""}
        >
          <Icon name="send" />
        </button>
      </form>
    </div>
  );
}
