import { useRef } from "preact/hooks";
import type { CallModel } from "../../call/model.ts";
import type {
  DeviceKind,
  MediaSnapshot,
} from "../../call/media/media_snapshot.ts";
import type { ProcessingName } from "../../call/media/processing.ts";
import { switchable } from "../../call/media/processing_choice.ts";
import { PROCESSING_WORDS } from "../words/processing.ts";

const KINDS: readonly DeviceKind[] = ["microphone", "camera"];

interface Switch {
  readonly name: ProcessingName;
  readonly on: boolean;
}

/** Whether a track says what it could be. */
function hasCapabilities(track: Partial<MediaStreamTrack>): boolean {
  return track.getCapabilities !== undefined;
}

/** What can be switched on a track now, and how it is. */
function switches(kind: DeviceKind, track: MediaStreamTrack | null): Switch[] {
  // Firefox tells of no capabilities before 132.
  if (track === null || !hasCapabilities(track)) return [];
  const known = navigator.mediaDevices.getSupportedConstraints();
  const settings: Partial<Record<ProcessingName, unknown>> = track
    .getSettings();
  return switchable(kind, known, track.getCapabilities())
    .map((name) => ({ name, on: (settings[name] ?? false) !== false }));
}

/** The same for both devices; one that is being captured anew keeps what it had, and what is wanted of it. */
function useSwitches(media: MediaSnapshot): Switch[] {
  const before = useRef<Record<DeviceKind, Switch[]>>({
    microphone: [],
    camera: [],
  });
  return KINDS.flatMap((kind) => {
    const { track, replacing } = media[kind];
    return before.current[kind] = track === null && replacing
      ? before.current[kind].map(({ name, on }) => ({
        name,
        on: media.processing[name] ?? on,
      }))
      : switches(kind, track);
  });
}

/** Switches for what this browser can do to sound and picture; nothing where it can do nothing. */
export function ProcessingSwitches(
  { call }: { call: Pick<CallModel, "media" | "setProcessing"> },
) {
  const all = useSwitches(call.media.value);
  if (all.length === 0) return null;
  return (
    <fieldset class="grid gap-1">
      <legend class="sr-only">Sound and picture</legend>
      {all.map(({ name, on }) => {
        const { label, text } = PROCESSING_WORDS[name];
        return (
          <label
            key={name}
            class="flex min-h-touch cursor-pointer items-start gap-3 py-1 text-sm"
          >
            <input
              type="checkbox"
              aria-label={label}
              aria-describedby={`about-${name}`}
              class="mt-1 h-5 w-5 shrink-0 accent-leaf focus-ring"
              checked={on}
              onChange={({ currentTarget }) =>
                call.setProcessing({ [name]: currentTarget.checked })}
            />
            <span>
              {label}
              <span id={`about-${name}`} class="block text-soft">{text}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
