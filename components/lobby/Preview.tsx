import type { CallModel } from "../../call/model.ts";
import {
  DeviceNotices,
  deviceNotices,
  DeviceProblems,
  deviceProblems,
} from "../devices/DeviceProblems.tsx";
import { MediaToggles } from "../devices/MediaToggles.tsx";
import { Mark } from "../base/Mark.tsx";
import { Meter } from "../devices/Meter.tsx";
import { SelfView } from "../devices/SelfView.tsx";

/** What the preview needs of the call. */
export interface PreviewProps {
  call: Pick<
    CallModel,
    "media" | "level" | "setMicrophone" | "setCamera" | "retryMedia"
  >;
}

/** What the other person will see and hear, before they do. */
export function Preview({ call }: PreviewProps) {
  const media = call.media.value;
  return (
    <section
      class="grid content-center gap-4 short:content-start"
      aria-label="Preview"
    >
      <div class="lobby-preview">
        <Mark pose="waiting" class="lobby-mark" />
        <SelfView
          media={media}
          class="relative aspect-video rounded-3xl shadow-soft"
        />
        <div class="absolute inset-x-0 bottom-4 flex justify-center gap-3">
          <MediaToggles
            media={media}
            onMicrophone={call.setMicrophone}
            onCamera={call.setCamera}
          />
        </div>
      </div>
      <Meter level={call.level} />
      <DeviceNotices notices={deviceNotices(media)} />
      <DeviceProblems
        problems={deviceProblems(media)}
        onRetry={call.retryMedia}
      />
    </section>
  );
}
