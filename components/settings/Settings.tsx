import { CheckButton } from "./CheckButton.tsx";
import { DeviceChoice, type DeviceChoiceProps } from "./DeviceChoice.tsx";

/** Devices and the connection, during the call. */
export function Settings(props: DeviceChoiceProps) {
  return (
    <div class="grid content-start gap-5 overflow-y-auto p-1">
      <DeviceChoice {...props} />
      <CheckButton />
    </div>
  );
}
