import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ChatLog } from "../../call/messages/chat.ts";
import type { FileLine } from "../../call/files/file_line.ts";
import type { CallModel } from "../../call/model.ts";
import { FileDrop } from "./FileDrop.tsx";
import { CHAT_NEWS } from "../words/chat_text.ts";
import { FileNews } from "./FileNews.tsx";
import { MessageNews } from "./MessageNews.tsx";

/** Files that are dropped on the page, and what is said about them and the chat. */
export function CallFiles(
  { call, since, chatOpen, onOffered }: {
    call: Pick<CallModel, "phase" | "remote" | "chat" | "files">;
    /** The chat as it was before the call: what came since then is news. */
    since: ChatLog;
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
  // What is to be read out comes after the place that it is read from.
  const there = useSignal(false);
  useEffect(() => void (there.value = true), []);
  const lines = call.files.lines.value;
  return (
    <>
      <MessageNews
        log={there.value ? call.chat.log.value : since}
        who={call.remote.value.name || CHAT_NEWS.nameless}
        open={chatOpen}
      />
      <FileNews
        lines={there.value ? lines : lines.filter(isNoQuestion)}
        them={them}
      />
      <FileDrop them={them} onFiles={talking ? offer : null} />
    </>
  );
}

function isNoQuestion({ from, stage }: FileLine): boolean {
  return from === "self" || stage.type !== "offered";
}
