import { useEffect, useState } from "preact/hooks";
import type { CallModel } from "../../call/model.ts";
import { chatFileName, chatText } from "../words/chat_text.ts";
import { durationWords } from "../words/duration.ts";

/** What is left of a call. */
export interface AfterwardsProps {
  call: Pick<CallModel, "meeting" | "chat">;
}

/** How long it was, and what becomes of what was written. */
export function Afterwards({ call }: AfterwardsProps) {
  const { talkedMs, name } = call.meeting.value;
  const log = call.chat.log.value;
  if (talkedMs === 0 && log.length === 0) return null;
  return (
    <>
      {talkedMs > 0 && (
        <p class="w-full text-lg">
          You talked {name !== "" && (
            <>
              with <bdi class="font-semibold">{name}</bdi>
              {" "}
            </>
          )}
          for {durationWords(talkedMs)}.
        </p>
      )}
      {log.length > 0 && <SaveChat text={chatText(log, name)} />}
      <p class="order-last w-full text-sm text-soft">
        {log.length > 0
          ? "The chat is only in this tab, and gone when you close it. Nothing else is kept."
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
      download={chatFileName(Date.now())}
    >
      Save the chat
    </a>
  );
}
