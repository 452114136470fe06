import type { Chosen, Device } from "../../call/media/media_snapshot.ts";

/** The devices to choose from, and the choice. */
export interface DevicePickerProps {
  devices: readonly Device[];
  cameraId: string | null;
  microphoneId: string | null;
  /** `null`: the system's default. */
  speaker: Chosen | null;
  onCamera(id: string): void;
  onMicrophone(id: string): void;
  onSpeaker(speaker: Chosen | null): void;
}

interface PickProps {
  label: string;
  options: readonly Chosen[];
  chosen: string | null;
  /** What is used where the browser offers no choice. */
  fallback: string;
  onPick(id: string): void;
}

function Pick({ label, options, chosen, fallback, onPick }: PickProps) {
  return (
    <label class="grid gap-1 text-sm text-soft">
      {label}
      <select
        aria-label={label}
        class="field"
        disabled={options.length === 0}
        onChange={({ currentTarget }) => onPick(currentTarget.value)}
      >
        {options.length === 0 && <option>{fallback}</option>}
        {options.map(({ id, label }) => (
          <option key={id} value={id} selected={id === chosen}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

const SYSTEM_DEFAULT = "System default";

/** Those that the browser can play on, what was chosen in a list of its own too; none where it offers no choice. */
function speakers(
  devices: readonly Device[],
  current: Chosen | null,
): readonly Chosen[] {
  const element: Partial<HTMLMediaElement> =
    globalThis.HTMLMediaElement?.prototype ?? {};
  if (element.setSinkId === undefined) return [];
  const listed: Chosen[] = devices
    .filter(({ kind }) => kind === "audiooutput");
  if (current !== null && !listed.some(({ id }) => id === current.id)) {
    listed.push(current);
  }
  const named = listed.length === 0 ||
    listed.some(({ id }) => id === "default");
  return named ? listed : [{ id: "", label: SYSTEM_DEFAULT }, ...listed];
}

/** Three lists, under the names that everyone looks for. */
export function DevicePicker(props: DevicePickerProps) {
  const { devices } = props;
  const outputs = speakers(devices, props.speaker);
  return (
    <div class="grid content-start gap-3">
      <Pick
        label="Camera"
        options={devices.filter(({ kind }) => kind === "videoinput")}
        chosen={props.cameraId}
        fallback="No camera available"
        onPick={props.onCamera}
      />
      <Pick
        label="Microphone"
        options={devices.filter(({ kind }) => kind === "audioinput")}
        chosen={props.microphoneId}
        fallback="No microphone available"
        onPick={props.onMicrophone}
      />
      <Pick
        label="Speaker"
        options={outputs}
        chosen={props.speaker?.id ?? ""}
        fallback={SYSTEM_DEFAULT}
        onPick={(id) =>
          props.onSpeaker(outputs.find((each) => id && each.id === id) ?? null)}
      />
    </div>
  );
}
