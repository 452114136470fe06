import type { Signal } from "@preact/signals";
import type { CallModel } from "../../call/model.ts";
import { DevicePicker } from "./DevicePicker.tsx";

/** What the choice of devices needs of the call. */
export interface DeviceChoiceProps {
  call: Pick<CallModel, "media" | "useDevice">;
  speaker: Signal<string | null>;
}

/** The lists of devices, bound to the call. */
export function DeviceChoice({ call, speaker }: DeviceChoiceProps) {
  const { devices, camera, microphone } = call.media.value;
  return (
    <DevicePicker
      devices={devices}
      cameraId={camera.deviceId}
      microphoneId={microphone.deviceId}
      speakerId={speaker.value}
      onCamera={(id) => call.useDevice("camera", id)}
      onMicrophone={(id) => call.useDevice("microphone", id)}
      onSpeaker={(id) => speaker.value = id}
    />
  );
}
