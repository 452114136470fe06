import { useRef } from "preact/hooks";
import type { ChatLog, ChatMessage } from "../../call/messages/chat.ts";
import { messageNews } from "../words/chat_text.ts";

/** Says aloud what is written while the chat is closed; open, its list does. */
export function MessageNews(
  { log, who, open }: { log: ChatLog; who: string; open: boolean },
) {
  const last = log.findLast(({ from }) => from === "peer");
  const before = useRef(last);
  const said = useRef<ChatMessage | null>(null);
  const count = useRef(0);
  // What the other person has written is the same object as long as it is there.
  if (last !== undefined && before.current !== last) {
    said.current = last;
    count.current++;
  }
  before.current = last;
  if (open) said.current = null;
  return (
    <p role="status" class="sr-only">
      {said.current && (
        // The same words again are another message.
        <span key={count.current}>
          {messageNews(who, said.current.text)}
        </span>
      )}
    </p>
  );
}
