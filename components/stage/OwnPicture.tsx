import type { CallModel } from "../../call/model.ts";
import type { StageView } from "../../call/stage/view.ts";
import type { CallPhase } from "../../call/machine/state.ts";
import { SelfView } from "../devices/SelfView.tsx";
import { FloatingSelfView } from "./FloatingSelfView.tsx";
import { OwnVoice } from "./OwnVoice.tsx";

/** One's own picture: the page while nobody else has one, and a corner of it then. */
export function OwnPicture(
  { call, view }: {
    call: Pick<CallModel, "phase" | "media" | "speaking">;
    view: StageView;
  },
) {
  const media = call.media.value;
  const alone = isAlone(call.phase.value) && media.camera.track !== null;
  return (
    <FloatingSelfView view={view} alone={alone}>
      <SelfView media={media} class="h-full w-full" />
      {!alone && <OwnVoice call={call} />}
    </FloatingSelfView>
  );
}

function isAlone(phase: CallPhase): boolean {
  return phase === "joining" || phase === "waiting" || phase === "knocking" ||
    phase === "connecting";
}
