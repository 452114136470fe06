import type { CallModel } from "../../call/model.ts";
import { isUnsteady } from "../../call/media/media_snapshot.ts";
import { deferred } from "../base/deferred.tsx";
import { MediaToggles } from "../devices/MediaToggles.tsx";
import { Mark, type Pose } from "../base/Mark.tsx";
import { Meter } from "../devices/Meter.tsx";
import { SelfView } from "../devices/SelfView.tsx";

/** Most people have no trouble with their devices, and no need of its words. */
const DeviceNotices = deferred(
  () => import("../later.ts"),
  ({ DeviceNotices }) => DeviceNotices,
);
const DeviceProblems = deferred(
  () => import("../later.ts"),
  ({ DeviceProblems }) => DeviceProblems,
);
/** A matter of phones. */
const FlipButton = deferred(
  () => import("../later.ts"),
  ({ FlipButton }) => FlipButton,
);

/** By how many are in the room: an open place, somebody beside it, or no place. */
const POSES: readonly Pose[] = ["waiting", "apart", "full"];

/** What the preview needs of the call. */
export interface PreviewProps {
  call: Pick<
    CallModel,
    | "media"
    | "level"
    | "setMicrophone"
    | "setCamera"
    | "useDevice"
    | "retryMedia"
    | "joinToListen"
    | "admission"
  >;
}

/** What the other person will see and hear, before they do. */
export function Preview({ call }: PreviewProps) {
  const media = call.media.value;
  const { camera, microphone, devices } = media;
  const there = call.admission.presence.value?.names.length ?? 0;
  const pose = POSES[there] ?? "waiting";
  return (
    <section
      class="grid content-start gap-4"
      aria-label="Preview"
    >
      <div class="lobby-preview">
        <Mark pose={pose} class="lobby-mark" />
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
          {devices.some(({ facing }) => facing !== null) && (
            <FlipButton call={call} />
          )}
        </div>
      </div>
      <Meter level={call.level} />
      <div role="status">
        {(isUnsteady(camera) || isUnsteady(microphone)) && (
          <DeviceNotices media={media} />
        )}
      </div>
      {(camera.problem ?? microphone.problem) !== null && (
        <DeviceProblems
          media={media}
          onRetry={call.retryMedia}
          onListen={call.joinToListen}
        />
      )}
    </section>
  );
}
