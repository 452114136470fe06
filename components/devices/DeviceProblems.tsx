import { useMemo } from "preact/hooks";
import type {
  MediaProblem,
  MediaSnapshot,
} from "../../call/media/media_snapshot.ts";
import { platformOf } from "../../call/media/platform.ts";
import { Icon } from "../base/Icon.tsx";
import { deviceHelp, type HelpedDevice } from "../words/device_help.ts";
import { deviceNotice, deviceWords } from "../words/devices.ts";

/** What is wrong with the devices, one sentence each. */
export function deviceProblems({ camera, microphone }: MediaSnapshot) {
  return [
    camera.problem && deviceWords("camera", camera.problem),
    microphone.problem && deviceWords("microphone", microphone.problem),
  ].filter((words) => words !== null);
}

/** What has happened to devices that work all the same, one sentence each. */
function deviceNotices({ camera, microphone }: MediaSnapshot) {
  return [
    deviceNotice("camera", camera),
    deviceNotice("microphone", microphone),
  ].filter((words) => words !== null);
}

/** Says quietly what has happened to the devices; to stand in something that is a status all the time. */
export function DeviceNotices({ media }: { media: MediaSnapshot }) {
  return (
    <div class="grid justify-items-center gap-2">
      {deviceNotices(media).map((words) => (
        <p
          key={words}
          class="max-w-lg rounded-2xl bg-warn px-4 py-2 text-sm text-ink"
        >
          {words}
        </p>
      ))}
    </div>
  );
}

/** What is wrong, and what can be done about it. */
export interface DeviceProblemsProps {
  media: MediaSnapshot;
  onRetry(): void;
  /** Before the call: joins with neither device. */
  onListen?: () => void;
  /** In a call it covers the picture, so it can be put away. */
  onDismiss?: () => void;
}

/** What keeps camera or microphone from working, what to do, and a way to try again. */
export function DeviceProblems(props: DeviceProblemsProps) {
  const { media, onRetry, onListen, onDismiss } = props;
  const problems = deviceProblems(media);
  if (problems.length === 0) return null;
  return (
    <div
      role="alert"
      class="flex max-h-[60vh] max-w-lg items-start gap-3 overflow-y-auto rounded-2xl bg-warn p-4 text-sm text-ink"
    >
      <div class="grid flex-1 gap-3">
        {problems.map((words) => <p key={words}>{words}</p>)}
        <Help media={media} />
        <div class="flex flex-wrap gap-2">
          <button type="button" class="button-quiet" onClick={onRetry}>
            Try again
          </button>
          {onListen && problems.length > 1 && (
            <button type="button" class="button-quiet" onClick={onListen}>
              Join without camera and microphone
            </button>
          )}
        </div>
        {!onDismiss && problems.length === 1 && (
          <p class="text-soft">You can join without it.</p>
        )}
      </div>
      {onDismiss && (
        <button
          type="button"
          class="button-square"
          aria-label="Dismiss"
          onClick={onDismiss}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

/** The same problem of both devices takes the same steps. */
function helped(media: MediaSnapshot): [HelpedDevice, MediaProblem][] {
  const { camera: { problem: camera }, microphone: { problem: microphone } } =
    media;
  if (camera !== null && camera === microphone) return [["both", camera]];
  const each: [HelpedDevice, MediaProblem | null][] = [
    ["camera", camera],
    ["microphone", microphone],
  ];
  return each.flatMap(([device, problem]) =>
    problem === null ? [] : [[device, problem]]
  );
}

/** The steps, for the browser that the person has before them. */
function Help({ media }: { media: MediaSnapshot }) {
  const platform = useMemo(
    () => platformOf(navigator.userAgent, navigator.maxTouchPoints),
    [],
  );
  return (
    <>
      {helped(media).map(([device, problem]) => (
        <ol
          key={device}
          aria-label={`What to do about the ${
            device === "both" ? "devices" : device
          }`}
          class="grid list-decimal gap-1 pl-5"
        >
          {deviceHelp(device, problem, platform).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ))}
    </>
  );
}
