import type { CallModel } from "../../call/model.ts";
import { otherSide } from "../../call/media/camera_sides.ts";
import type { Device } from "../../call/media/media_snapshot.ts";
import { Drawing } from "../base/Icon.tsx";

/** What turning to the other camera needs of the call. */
export interface FlipButtonProps {
  call: Pick<CallModel, "media" | "useDevice">;
}

/** Two arrows that follow each other round. */
export const FLIP_PATH =
  "M4 12a8 8 0 0 1 13.700-5.600L20 8.500M20 4v4.500h-4.500M20 12a8 8 0 0 1-13.700 5.600L4 15.500M4 20v-4.500h4.500";

/** The camera that looks the other way, while one is on that looks somewhere. */
export function flipTarget({ call }: FlipButtonProps): Device | null {
  const { devices, camera } = call.media.value;
  return camera.track && otherSide(devices, camera.deviceId);
}

/** Turns from the camera in front to the one at the back; only where there are both. */
export function FlipButton({ call }: FlipButtonProps) {
  const target = flipTarget({ call });
  if (target === null) return null;
  return (
    <button
      type="button"
      aria-label="Flip camera"
      title="Flip camera"
      class="grid h-12 w-12 place-items-center rounded-full bg-glass text-white transition-colors hover:bg-glass-strong focus-ring"
      onClick={() => call.useDevice("camera", target.id)}
    >
      <Drawing path={FLIP_PATH} />
    </button>
  );
}
