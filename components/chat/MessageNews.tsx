import { useRef } from "preact/hooks";
import type { ChatLog, ChatMessage } from "../../call/messages/chat.ts";
import { messageNews } from "../words/chat_text.ts";

/** Says aloud what is written while the chat is closed; open, its list does. */
export function MessageNews(
  { log, who, open }: { log: ChatLog; who: string; open: boolean },
) {
  const before = useRef(log);
  const said = useRef<ChatMessage | null>(null);
  if (before.current !== log) {
    const last = log.at(-1);
    const isNew = last?.from === "peer" && !before.current.includes(last);
    if (isNew) said.current = last;
    before.current = log;
  }
  if (open) said.current = null;
  return (
    <p role="status" class="sr-only">
      {said.current && (
        // The same words again are another message.
        <span key={said.current.id}>
          {messageNews(who, said.current.text)}
        </span>
      )}
    </p>
  );
}
