import type { MediaSnapshot } from "../../call/media_snapshot.ts";
import { Icon } from "../base/Icon.tsx";
import { deviceNotice, deviceWords } from "../words/devices.ts";

/** What is wrong with the devices, one sentence each. */
export function deviceProblems({ camera, microphone }: MediaSnapshot) {
  return [
    camera.problem && deviceWords("camera", camera.problem),
    microphone.problem && deviceWords("microphone", microphone.problem),
  ].filter((words) => words !== null);
}

/** What has happened to devices that work all the same, one sentence each. */
export function deviceNotices({ camera, microphone }: MediaSnapshot) {
  return [
    deviceNotice("camera", camera),
    deviceNotice("microphone", microphone),
  ].filter((words) => words !== null);
}

/** Says quietly what has happened to the devices. */
export function DeviceNotices({ notices }: { notices: readonly string[] }) {
  return (
    <div role="status" class={notices.length === 0 ? "sr-only" : ""}>
      {notices.map((words) => (
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

/** Sentences on devices, and what can be done about them. */
export interface DeviceProblemsProps {
  problems: readonly string[];
  onRetry(): void;
  /** In a call it covers the picture, so it can be put away. */
  onDismiss?: () => void;
}

/** What keeps camera or microphone from working, what to do, and a way to try again. */
export function DeviceProblems(props: DeviceProblemsProps) {
  const { problems, onRetry, onDismiss } = props;
  if (problems.length === 0) return null;
  return (
    <div
      role="alert"
      class="flex max-w-lg items-start gap-3 rounded-2xl bg-warn p-4 text-sm text-ink"
    >
      <div class="grid flex-1 gap-2">
        {problems.map((words) => <p key={words}>{words}</p>)}
        {!onDismiss && <p class="text-soft">You can join without it.</p>}
        <button
          type="button"
          class="button-quiet justify-self-start"
          onClick={onRetry}
        >
          Try again
        </button>
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
