import {
  isLive,
  isOn,
  type MediaSnapshot,
} from "../../call/media/media_snapshot.ts";
import { ToggleButton } from "../base/ToggleButton.tsx";

/** The two switches that lobby and call share. */
export interface MediaTogglesProps {
  media: MediaSnapshot;
  onMicrophone(on: boolean): void;
  onCamera(on: boolean): void;
}

/**
 * Microphone and camera, struck through while they are off, and while they are
 * muted elsewhere: a press switches them off here, too.
 */
export function MediaToggles(props: MediaTogglesProps) {
  const { microphone, camera } = props.media;
  return (
    <>
      <ToggleButton
        label="Microphone"
        icon="microphone"
        strikes
        pressed={isLive(microphone)}
        onToggle={() => props.onMicrophone(!isOn(microphone))}
      />
      <ToggleButton
        label="Camera"
        icon="camera"
        strikes
        pressed={isLive(camera)}
        onToggle={() => props.onCamera(!isOn(camera))}
      />
    </>
  );
}
