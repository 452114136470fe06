import type { Signal } from "@preact/signals";
import type { Transfers } from "../../call/files/transfers.ts";
import type { CallModel } from "../../call/model.ts";
import type { CallPhase } from "../../call/machine/state.ts";
import { Chat } from "./Chat.tsx";
import { useKeyboardRoom } from "./use_keyboard_room.ts";

/** What the chat needs of the call. */
export interface ChatPanelProps {
  call: Pick<CallModel, "phase" | "remote" | "chat" | "files">;
  draft: Signal<string>;
}

/** Where nobody is there to write to. */
const UNMET: ReadonlySet<CallPhase> = new Set([
  "joining",
  "waiting",
  "knocking",
]);

/** The chat, bound to the call. */
export function ChatPanel({ call, draft }: ChatPanelProps) {
  const { files } = call;
  const phase = call.phase.value;
  const room = useKeyboardRoom();
  const act = (action: (transfers: Transfers) => void) =>
    void files.transfers().then(action);
  return (
    <div ref={room} class="min-h-0">
      <Chat
        log={call.chat.log.value}
        files={files.lines.value}
        peerName={call.remote.value.name}
        open={!UNMET.has(phase)}
        draft={draft.value}
        onDraft={(text) => draft.value = text}
        onSay={call.chat.say}
        onFiles={(chosen) => act((each) => each.offer(chosen))}
        actions={{
          onAccept: ({ id }) => act((each) => each.accept(id)),
          onDecline: ({ id }) => act((each) => each.decline(id)),
          onSave: (line) => act((each) => each.saved(line)),
          onCancel: (line) => act((each) => each.cancel(line)),
          blobOf: async (line) => await (await files.transfers()).blob(line),
        }}
      />
    </div>
  );
}
