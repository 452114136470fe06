import type { CallModel } from "../../call/model.ts";
import { DevicePicker } from "./DevicePicker.tsx";
import { ProcessingSwitches } from "./ProcessingSwitches.tsx";
import { SpeakerTest } from "./SpeakerTest.tsx";

/** What the choice of devices needs of the call. */
export interface DeviceChoiceProps {
  call: Pick<CallModel, "media" | "useDevice" | "speaker" | "setProcessing">;
}

/** The lists of devices, a sound to try the speaker, and what is done to sound and picture. */
export function DeviceChoice({ call }: DeviceChoiceProps) {
  const { devices, camera, microphone } = call.media.value;
  const { speaker } = call;
  return (
    <div class="grid content-start gap-5">
      <DevicePicker
        devices={devices}
        cameraId={camera.deviceId}
        microphoneId={microphone.deviceId}
        speaker={speaker.current.value}
        onCamera={(id) => call.useDevice("camera", id)}
        onMicrophone={(id) => call.useDevice("microphone", id)}
        onSpeaker={speaker.choose}
      />
      <SpeakerTest speaker={speaker} />
      <ProcessingSwitches call={call} />
    </div>
  );
}
