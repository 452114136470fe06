import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { CallModel } from "../../call/model.ts";
import { platformOf } from "../../call/media/platform.ts";
import type { ScreenSnapshot } from "../../call/media/screen_snapshot.ts";
import { Icon } from "../base/Icon.tsx";
import { DeviceNotices } from "../devices/DeviceProblems.tsx";
import { screenWords } from "../words/screen.ts";
import { Changing } from "../base/Changing.tsx";

/** What the notices need of the call. */
export interface OwnNoticesProps {
  call: Pick<
    CallModel,
    "media" | "screen" | "speaking" | "setMicrophone"
  >;
}

/** What has happened to one's own devices, screen and voice, said quietly above the controls. */
export function OwnNotices({ call }: OwnNoticesProps) {
  return (
    <>
      <div role="status" class="empty:hidden">
        <DeviceNotices media={call.media.value} />
      </div>
      <ScreenNotice call={call} />
      <MutedReminder call={call} />
    </>
  );
}

/** Why the screen is not shared, until it is read or tried again. */
function ScreenNotice({ call }: Pick<OwnNoticesProps, "call">) {
  const read = useSignal<ScreenSnapshot | null>(null);
  const snapshot = call.screen.value;
  const shown = snapshot.problem !== null && read.value !== snapshot;
  return (
    <div role="status">
      {shown && (
        <div class="flex max-w-lg items-start gap-3 rounded-2xl bg-warn p-4 text-sm text-ink">
          <p class="flex-1">
            <Changing
              text={screenWords(
                snapshot.problem,
                platformOf(navigator.userAgent, navigator.maxTouchPoints),
              )}
            />
          </p>
          <button
            type="button"
            class="button-square"
            aria-label="Dismiss"
            onClick={() => read.value = snapshot}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

/** The reminder stays this long after the last word, in milliseconds. */
const LINGERS_MS = 4_000;

/** Tells who speaks though they are muted; the page alone listens, and nothing is sent. */
function MutedReminder({ call }: Pick<OwnNoticesProps, "call">) {
  const shown = useSignal(false);
  const muted = useComputed(() => !call.media.value.microphone.on);
  useSignalEffect(() => {
    if (!muted.value) return void (shown.value = false);
    if (call.speaking.value) return void (shown.value = true);
    const timer = setTimeout(() => shown.value = false, LINGERS_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div role="status">
      {shown.value && (
        <p class="flex items-center gap-3 rounded-full bg-warn py-1 pl-5 pr-1 text-sm text-ink">
          You are muted
          <button
            type="button"
            class="button-quiet"
            onClick={() => call.setMicrophone(true)}
          >
            Unmute
          </button>
        </p>
      )}
    </div>
  );
}
