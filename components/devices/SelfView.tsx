import { useMemo } from "preact/hooks";
import type { MediaSnapshot } from "../../call/media_snapshot.ts";
import { Video } from "../base/Video.tsx";

/** One's own picture, as in a mirror; words in its place when there is none. `class` must position it. */
export function SelfView(
  { media, class: className }: { media: MediaSnapshot; class: string },
) {
  const { track, on } = media.camera;
  const stream = useMemo(() => track && new MediaStream([track]), [track]);
  return (
    <div class={`overflow-hidden bg-night ${className}`}>
      <Video
        label="Your video"
        stream={stream}
        muted
        class={`mirrored h-full w-full object-cover ${
          stream === null ? "invisible" : ""
        }`}
      />
      {stream === null && (
        <p class="absolute inset-0 grid place-items-center p-2 text-center text-sm text-white">
          {media.requesting
            ? "Waiting for permission…"
            : on
            ? "No camera"
            : "Camera off"}
        </p>
      )}
    </div>
  );
}
