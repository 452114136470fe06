import type { ReadonlySignal } from "@preact/signals";

/**
 * How loud the microphone is, so that one sees that it hears. Reads the signal
 * itself: it changes with each frame, and nothing around it does.
 */
export function Meter({ level }: { level: ReadonlySignal<number> }) {
  return (
    <meter
      aria-label="Microphone level"
      class="level"
      min={0}
      max={1}
      value={level.value}
    />
  );
}
