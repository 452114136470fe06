import type { CallModel } from "../../call/model.ts";
import { FileDrop } from "./FileDrop.tsx";
import { CHAT_NEWS } from "../words/chat_text.ts";
import { FileNews } from "./FileNews.tsx";
import { MessageNews } from "./MessageNews.tsx";

/** Files that are dropped on the page, and what is said about them and the chat. */
export function CallFiles(
  { call, chatOpen, onOffered }: {
    call: Pick<CallModel, "phase" | "remote" | "chat" | "files">;
    chatOpen: boolean;
    /** Where it goes on is in the chat. */
    onOffered(): void;
  },
) {
  const them = call.remote.value.name || "the other person";
  const phase = call.phase.value;
  const offer = (files: readonly File[]) => {
    void call.files.transfers().then((each) => each.offer(files));
    onOffered();
  };
  const talking = phase === "connected" || phase === "reconnecting";
  return (
    <>
      <MessageNews
        log={call.chat.log.value}
        who={call.remote.value.name || CHAT_NEWS.nameless}
        open={chatOpen}
      />
      <FileNews lines={call.files.lines.value} them={them} />
      <FileDrop them={them} onFiles={talking ? offer : null} />
    </>
  );
}
