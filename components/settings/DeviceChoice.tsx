import type { CallModel } from "../../call/model.ts";
import { DevicePicker } from "./DevicePicker.tsx";

/** What the choice of devices needs of the call. */
export interface DeviceChoiceProps {
  call: Pick<CallModel, "media" | "useDevice" | "speaker">;
}

/** The lists of devices, bound to the call. */
export function DeviceChoice({ call }: DeviceChoiceProps) {
  const { devices, camera, microphone } = call.media.value;
  const { speaker } = call;
  return (
    <DevicePicker
      devices={devices}
      cameraId={camera.deviceId}
      microphoneId={microphone.deviceId}
      speakerId={speaker.sinkId.value}
      onCamera={(id) => call.useDevice("camera", id)}
      onMicrophone={(id) => call.useDevice("microphone", id)}
      onSpeaker={speaker.choose}
    />
  );
}
