import { ThemeSwitch } from "../theme/ThemeSwitch.tsx";
import { CheckButton } from "./CheckButton.tsx";
import { DeviceChoice, type DeviceChoiceProps } from "./DeviceChoice.tsx";
import { SoundsSwitch, type SoundsSwitchProps } from "./SoundsSwitch.tsx";

/** Devices, sounds and the connection, during the call. */
export function Settings(props: DeviceChoiceProps & SoundsSwitchProps) {
  return (
    <div class="grid content-start gap-5 overflow-y-auto p-1">
      <DeviceChoice {...props} />
      <SoundsSwitch {...props} />
      <CheckButton />
      <div class="flex items-center justify-between gap-3 border-t border-line pt-4 text-sm">
        <span>Colours outside of calls</span>
        <ThemeSwitch />
      </div>
    </div>
  );
}
