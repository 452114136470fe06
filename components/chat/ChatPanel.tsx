import type { Signal } from "@preact/signals";
import type { CallModel } from "../../call/model.ts";
import { Chat } from "./Chat.tsx";

/** What the chat needs of the call. */
export interface ChatPanelProps {
  call: Pick<CallModel, "phase" | "remote" | "chat">;
  draft: Signal<string>;
}

/** The chat, bound to the call. */
export function ChatPanel({ call, draft }: ChatPanelProps) {
  const phase = call.phase.value;
  return (
    <Chat
      log={call.chat.log.value}
      peerName={call.remote.value.name}
      open={phase !== "waiting" && phase !== "joining"}
      draft={draft.value}
      onDraft={(text) => draft.value = text}
      onSay={call.chat.say}
    />
  );
}
