import { useEffect, useState } from "preact/hooks";
import { systemClock } from "../../signalling/clock.ts";
import { isOpen, isReceived } from "../../call/files/file_line.ts";
import type { CallModel } from "../../call/model.ts";
import { deferred } from "../base/deferred.tsx";
import { chatFileName, chatText } from "../words/chat_text.ts";
import { durationWords } from "../words/duration.ts";
import { someone, themWords } from "../words/them.ts";

/** Loaded in the call already. */
const UnsavedFiles = deferred(
  () => import("../stage/parts.ts"),
  ({ UnsavedFiles }) => UnsavedFiles,
  { quiet: true },
);

/** What is left of a call. */
export interface AfterwardsProps {
  call: Pick<CallModel, "meeting" | "chat" | "files">;
}

/** Whether something is here that is nowhere else, or was to come. */
export function isAnythingLeft({ chat, files }: AfterwardsProps["call"]) {
  return chat.log.value.length > 0 ||
    files.lines.value.some((line) =>
      isReceived(line) || line.from === "peer" && isOpen(line)
    );
}

/** How long it was, and what becomes of what was written. */
export function Afterwards({ call }: AfterwardsProps) {
  const { talkedMs, name } = call.meeting.value;
  const log = call.chat.log.value;
  const kept = log.length > 0 || call.files.lines.value.some(isReceived);
  if (talkedMs === 0 && !isAnythingLeft(call)) return null;
  return (
    <>
      {talkedMs > 0 && (
        <p class="w-full text-lg">
          You talked {name !== "" && (
            <>
              with <bdi class="font-semibold">{themWords(name)}</bdi>
              {" "}
            </>
          )}
          for {durationWords(talkedMs)}.
        </p>
      )}
      <UnsavedFiles
        files={call.files}
        them={someone(name)}
      />
      {log.length > 0 && <SaveChat text={chatText(log, name)} />}
      <p class="order-last w-full text-sm text-soft">
        {kept
          ? "What you wrote and received is only in this tab, and gone when you close it. Nothing else is kept."
          : "Nothing of this call is kept."}
      </p>
    </>
  );
}

/** Hands the chat over as a file, made on this device. */
function SaveChat({ text }: { text: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <a
      class="button-quiet order-last"
      href={address}
      download={chatFileName(systemClock.wallNow())}
    >
      Save the chat
    </a>
  );
}
