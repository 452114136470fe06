import type { CallModel } from "../../call/model.ts";
import { Choice } from "../base/Choice.tsx";
import { HIDE_ADDRESS } from "../words/privacy.ts";

/** The choice that nobody's address be known. */
export function HideAddress(
  { call }: { call: Pick<CallModel, "relayOnly" | "setRelayOnly"> },
) {
  return (
    <Choice
      label="Hide my address"
      hint={HIDE_ADDRESS}
      checked={call.relayOnly.value}
      onChange={call.setRelayOnly}
    />
  );
}
