import type { GesturesModel } from "../../call/topics/gesturing.ts";
import { HAND } from "../words/gestures.ts";

/** Shows that the own hand is up, and lowers it: nobody else does. */
export function LowerHand(
  { gestures }: { gestures: Pick<GesturesModel, "ownHand" | "raiseHand"> },
) {
  if (!gestures.ownHand.value) return null;
  return (
    <button
      type="button"
      class="flex h-11 items-center gap-2 rounded-full bg-white px-4 text-sm font-semibold text-night focus-ring"
      onClick={() => gestures.raiseHand(false)}
    >
      <span class="text-lg" aria-hidden="true">{HAND.emoji}</span>
      <span class="corner-label">{HAND.lower}</span>
    </button>
  );
}
