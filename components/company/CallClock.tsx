import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { type Meeting, talkedUntil } from "../../call/machine/meeting.ts";
import { systemClock } from "../../signalling/clock.ts";
import { clockText } from "../words/duration.ts";

/** Often enough for a second to be on time, in milliseconds. */
const TICK_MS = 500;

/**
 * How long the two have talked. It ticks without a word: a screen reader reads
 * it when asked to.
 */
export function CallClock(
  { meeting }: { meeting: ReadonlySignal<Meeting> },
) {
  const [nowMs, setNow] = useState(systemClock.now);
  const running = meeting.value.sinceMs !== null;
  useEffect(() => {
    if (!running) return;
    setNow(systemClock.now());
    const timer = setInterval(() => setNow(systemClock.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  if (!running) return null;
  return (
    <span
      role="timer"
      translate={false}
      aria-label="Time together"
      aria-live="off"
      class="rounded-full bg-glass px-3 py-1 text-sm tabular-nums text-white"
    >
      {clockText(talkedUntil(meeting.value, nowMs))}
    </span>
  );
}
