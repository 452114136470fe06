import type { Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { FilesModel } from "../../call/file_sharing.ts";
import type { Transfers } from "../../call/files/transfers.ts";
import type { CallModel } from "../../call/model.ts";
import type { CallPhase } from "../../call/machine/state.ts";
import { Chat, type ChatProps } from "./Chat.tsx";
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
  const actions = useMemo(() => actionsOf(files), [files]);
  return (
    <div ref={room} class="min-h-0">
      <Chat
        log={call.chat.log.value}
        files={files.lines.value}
        peerName={call.remote.value.name}
        open={!UNMET.has(phase)}
        full={call.chat.full.value}
        draft={draft}
        onSay={call.chat.say}
        onFiles={files.offer}
        actions={actions}
      />
    </div>
  );
}

/** What there is a file of is loaded. */
function act(files: FilesModel, action: (transfers: Transfers) => void): void {
  files.transfers().then(action).catch(console.error);
}

/** What can be done about files. */
function actionsOf(files: FilesModel): ChatProps["actions"] {
  return {
    onAccept: ({ id }) => act(files, (each) => each.accept(id)),
    onDecline: ({ id }) => act(files, (each) => each.decline(id)),
    onSave: (line) => act(files, (each) => each.saved(line)),
    onCancel: (line) => act(files, (each) => each.cancel(line)),
    blobOf: async (line) => await (await files.transfers()).blob(line),
  };
}
