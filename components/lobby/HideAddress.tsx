import type { CallModel } from "../../call/model.ts";
import { HIDE_ADDRESS } from "../words/privacy.ts";

/** The choice that nobody's address be known. */
export function HideAddress(
  { call }: { call: Pick<CallModel, "relayOnly" | "setRelayOnly"> },
) {
  return (
    <label class="flex cursor-pointer items-start gap-3 py-2 text-sm">
      <input
        type="checkbox"
        aria-label="Hide my address"
        aria-describedby="hide-address"
        class="mt-1 h-5 w-5 shrink-0 accent-leaf focus-ring"
        checked={call.relayOnly.value}
        onChange={({ currentTarget }) =>
          call.setRelayOnly(currentTarget.checked)}
      />
      <span>
        Hide my address
        <span id="hide-address" class="block text-soft">{HIDE_ADDRESS}</span>
      </span>
    </label>
  );
}
