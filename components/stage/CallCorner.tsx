import type { Signal } from "@preact/signals";
import { isTogether } from "../../call/machine/comings.ts";
import type { CallModel } from "../../call/model.ts";
import { CallClock } from "../company/CallClock.tsx";
import { LowerHand } from "../gestures/LowerHand.tsx";
import { PrivacyButton } from "../privacy/PrivacyButton.tsx";
import type { PanelName } from "./panels.tsx";

/** How private the call is, how long it has lasted, and one's own hand. */
export function CallCorner(
  { call, panel }: { call: CallModel; panel: Signal<PanelName | null> },
) {
  return (
    <div class="flex flex-wrap items-center gap-2">
      <PrivacyButton
        kind={call.link.value?.source.kind ?? "named"}
        verified={call.verified.value}
        open={panel.value === "privacy"}
        onToggle={(open) => panel.value = open ? "privacy" : null}
      />
      <CallClock meeting={call.meeting} />
      {isTogether(call.phase.value) && <LowerHand gestures={call.gestures} />}
    </div>
  );
}
