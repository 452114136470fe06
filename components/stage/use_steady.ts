/** What the page says of the way to the server while that is tried again. @module */
import {
  type ReadonlySignal,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import type { SignallingPhase } from "../../call/machine/state.ts";

/** The same, but that an attempt is no news as long as it has not succeeded. */
export function useSteady(
  signalling: ReadonlySignal<SignallingPhase>,
): SignallingPhase {
  const steady = useSignal(signalling.peek());
  useSignalEffect(() => {
    const now = signalling.value;
    const isAttempt = now === "opening" && steady.peek() === "backing-off";
    if (!isAttempt) steady.value = now;
  });
  return steady.value;
}
