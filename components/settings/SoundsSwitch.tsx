import type { CallModel } from "../../call/model.ts";

/** What the switch needs of the call. */
export interface SoundsSwitchProps {
  call: Pick<CallModel, "sounds" | "setSounds">;
}

/** Whether a sound tells who comes and goes. */
export function SoundsSwitch({ call }: SoundsSwitchProps) {
  return (
    <label class="flex min-h-[2.75rem] cursor-pointer items-center gap-3 text-sm">
      <input
        type="checkbox"
        class="h-5 w-5 shrink-0 accent-leaf focus-ring"
        checked={call.sounds.value}
        onChange={({ currentTarget }) => call.setSounds(currentTarget.checked)}
      />
      Sounds when they come or leave
    </label>
  );
}
