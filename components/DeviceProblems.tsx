import type { MediaSnapshot } from "../call/media.ts";
import { deviceWords } from "./words.ts";

/** What keeps camera or microphone from working, what to do, and a way to try again. */
export function DeviceProblems(
  { media, onRetry }: { media: MediaSnapshot; onRetry(): void },
) {
  const { camera, microphone } = media;
  const problems = [
    camera.problem && deviceWords("camera", camera.problem),
    microphone.problem && deviceWords("microphone", microphone.problem),
  ].filter((words) => words !== null);
  if (problems.length === 0) return null;
  return (
    <div
      role="alert"
      class="grid gap-2 rounded-2xl bg-warn p-4 text-sm text-ink"
    >
      {problems.map((words) => <p key={words}>{words}</p>)}
      <p class="text-soft">You can join without it.</p>
      <button
        type="button"
        class="button-quiet justify-self-start"
        onClick={onRetry}
      >
        Try again
      </button>
    </div>
  );
}
