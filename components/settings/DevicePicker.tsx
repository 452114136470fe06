import type { Device } from "../../call/media_snapshot.ts";

/** The devices to choose from, and the choice. */
export interface DevicePickerProps {
  devices: readonly Device[];
  cameraId: string | null;
  microphoneId: string | null;
  speakerId: string | null;
  onCamera(id: string): void;
  onMicrophone(id: string): void;
  onSpeaker(id: string): void;
}

interface PickProps {
  label: string;
  kind: MediaDeviceKind;
  devices: readonly Device[];
  chosen: string | null;
  /** What is used where the browser offers no choice. */
  fallback: string;
  onPick(id: string): void;
}

function Pick(props: PickProps) {
  const options = props.devices.filter(({ kind }) => kind === props.kind);
  return (
    <label class="grid gap-1 text-sm text-soft">
      {props.label}
      <select
        aria-label={props.label}
        class="field"
        disabled={options.length === 0}
        onChange={({ currentTarget }) => props.onPick(currentTarget.value)}
      >
        {options.length === 0 && <option>{props.fallback}</option>}
        {options.map(({ id, label }) => (
          <option key={id} value={id} selected={id === props.chosen}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Three lists, under the names that everyone looks for. */
export function DevicePicker(props: DevicePickerProps) {
  const { devices } = props;
  return (
    <div class="grid content-start gap-3">
      <Pick
        label="Camera"
        kind="videoinput"
        devices={devices}
        chosen={props.cameraId}
        fallback="No camera available"
        onPick={props.onCamera}
      />
      <Pick
        label="Microphone"
        kind="audioinput"
        devices={devices}
        chosen={props.microphoneId}
        fallback="No microphone available"
        onPick={props.onMicrophone}
      />
      <Pick
        label="Speaker"
        kind="audiooutput"
        devices={devices}
        chosen={props.speakerId}
        fallback="System default"
        onPick={props.onSpeaker}
      />
    </div>
  );
}
