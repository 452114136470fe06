import type { CallModel } from "../../call/model.ts";
import { MediaToggles } from "../devices/MediaToggles.tsx";
import { Icon } from "../base/Icon.tsx";
import { Video } from "../base/Video.tsx";
import { someone } from "../words/them.ts";
import { StageIcon } from "./StageIcon.tsx";
import { Changing } from "../base/Changing.tsx";

/** The call in a small window. The sound stays with the page. */
export function PictureView(
  { call, onBack }: { call: CallModel; onBack(): void },
) {
  const { name, streams, camera, screen } = call.remote.value;
  const reconnecting = call.phase.value === "reconnecting";
  const shown = screen ? streams?.screen : camera ? streams?.main : null;
  return (
    <main class="dusk fixed inset-0 bg-night text-white">
      <Video
        label="Remote video"
        stream={shown ?? null}
        muted
        class={`h-full w-full object-contain ${shown ? "" : "invisible"}`}
      />
      {!shown && (
        <p class="absolute inset-0 grid place-items-center px-4 pb-16 text-center">
          <bdi key={name} translate={false}>{someone(name)}</bdi>
        </p>
      )}
      <p
        role="status"
        class={reconnecting
          ? "absolute left-2 top-2 rounded-full bg-glass px-3 py-1 text-sm"
          : "sr-only"}
      >
        <Changing text={reconnecting && "Reconnecting"} />
      </p>
      <div
        role="toolbar"
        aria-label="Call controls"
        class="absolute inset-x-0 bottom-2 flex items-center justify-center gap-2"
      >
        <MediaToggles
          media={call.media.value}
          onMicrophone={call.setMicrophone}
          onCamera={call.setCamera}
        />
        <button
          type="button"
          aria-label="Back to the call"
          title="Back to the call"
          class="grid h-12 w-12 place-items-center rounded-full bg-glass text-white hover:bg-glass-strong focus-ring"
          onClick={onBack}
        >
          <StageIcon name="back" />
        </button>
        <button
          type="button"
          aria-label="Leave call"
          title="Leave call"
          class="grid h-12 w-12 place-items-center rounded-full bg-ember text-white hover:bg-ember-strong focus-ring"
          onClick={call.leave}
        >
          <Icon name="leave" />
        </button>
      </div>
    </main>
  );
}
