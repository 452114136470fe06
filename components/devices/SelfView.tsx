import { useMemo } from "preact/hooks";
import type { MediaSnapshot } from "../../call/media/media_snapshot.ts";
import { Icon } from "../base/Icon.tsx";
import { Video } from "../base/Video.tsx";
import { Changing } from "../base/Changing.tsx";

/** One's own picture, as in a mirror; words in its place when there is none. `class` must position it. */
export function SelfView(
  { media, class: className }: { media: MediaSnapshot; class: string },
) {
  const { track, on, interrupted } = media.camera;
  // A mirror is in front of one; what lies before a phone is not reversed.
  const { facingMode, width = 0, height = 0 } = track?.getSettings() ?? {};
  const ahead = facingMode === "environment";
  // A phone is held upright by a hand that sees to it; a camera on a screen is not.
  const upright = facingMode === undefined && height > width;
  const stream = useMemo(() => track && new MediaStream([track]), [track]);
  // What is muted elsewhere stands still, or is black.
  const seen = stream !== null && !interrupted;
  return (
    <div class={`overflow-hidden bg-dim ${className}`}>
      <Video
        label="Your video"
        stream={stream}
        muted
        class={`h-full w-full ${upright ? "object-contain" : "object-cover"} ${
          ahead ? "" : "mirrored"
        } ${seen ? "" : "invisible"}`}
      />
      {!seen && (
        <div class="self-absent absolute inset-0 flex flex-col items-center justify-center gap-1 p-1 text-center text-sm text-white">
          <span class="grid h-[44%] max-h-32 min-h-[1.75rem] aspect-square place-items-center rounded-full bg-near">
            <Icon name="camera" off={!media.requesting} />
          </span>
          <p>
            <Changing
              text={media.requesting
                ? "Waiting for permission…"
                : on && !interrupted
                ? "No camera"
                : "Camera off"}
            />
          </p>
        </div>
      )}
    </div>
  );
}
