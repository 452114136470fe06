import type { CallModel } from "../../call/model.ts";
import { isLive } from "../../call/media/media_snapshot.ts";
import { Icon } from "../base/Icon.tsx";

/** What one's own picture shows of one's own voice. */
export interface OwnVoiceProps {
  call: Pick<CallModel, "media" | "speaking">;
}

/** A light ring while one is heard, and a struck microphone while one is not; for the eye alone, as the switch says the same. */
export function OwnVoice({ call }: OwnVoiceProps) {
  const heard = isLive(call.media.value.microphone);
  const voice = !heard ? "muted" : call.speaking.value ? "speaking" : "silent";
  return (
    <span
      aria-hidden="true"
      data-own-voice={voice}
      class={`pointer-events-none absolute inset-0 grid items-start justify-items-start rounded-2xl border-2 p-1 text-white transition-colors ${
        voice === "speaking" ? "border-shared" : "border-transparent"
      }`}
    >
      {!heard && (
        <span class="grid h-7 w-7 place-items-center rounded-full bg-glass">
          <Icon name="microphone" off />
        </span>
      )}
    </span>
  );
}
