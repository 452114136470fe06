/** How loud the microphone is, so that one sees that it hears. */
export function Meter({ level }: { level: number }) {
  return (
    <meter
      aria-label="Microphone level"
      class="level"
      min={0}
      max={1}
      value={level}
    />
  );
}
