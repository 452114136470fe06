import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { FileLine } from "../../call/files/file_line.ts";
import type { ChatLog } from "../../call/messages/chat.ts";
import type { CallModel } from "../../call/model.ts";
import { someone, themWords } from "../words/them.ts";
import { FileNews } from "./FileNews.tsx";
import { MessageNews } from "./MessageNews.tsx";

/** What is said, to those who don't see it, about the chat and its files. */
export function SpokenNews(
  { call, since, chatOpen }: {
    call: Pick<CallModel, "remote" | "chat" | "files">;
    /** The chat as it was before the call: what came since then is news. */
    since: ChatLog;
    chatOpen: boolean;
  },
) {
  // What is to be read out comes after the place that it is read from.
  const there = useSignal(false);
  useEffect(() => void (there.value = true), []);
  const lines = call.files.lines.value;
  const { name } = call.remote.value;
  return (
    <>
      <MessageNews
        log={there.value ? call.chat.log.value : since}
        who={someone(name)}
        open={chatOpen}
      />
      <FileNews
        lines={there.value ? lines : lines.filter(isNoQuestion)}
        them={themWords(name)}
      />
    </>
  );
}

function isNoQuestion({ from, stage }: FileLine): boolean {
  return from === "self" || stage.type !== "offered";
}
