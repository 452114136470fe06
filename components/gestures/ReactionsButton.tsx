import type { Signal } from "@preact/signals";
import { StageIcon } from "../stage/StageIcon.tsx";
import { OPENS_REACTIONS } from "./ReactionBar.tsx";

/** Offers the reactions, where the toolbar has room for it; elsewhere **More** does. */
export function ReactionsButton({ open }: { open: Signal<boolean> }) {
  return (
    <div class="hidden lg:block" {...OPENS_REACTIONS}>
      <button
        type="button"
        aria-label="Reactions"
        title="Reactions"
        aria-expanded={open.value}
        class="grid h-12 w-12 place-items-center rounded-full bg-glass text-white transition-colors hover:bg-glass-strong focus-ring"
        onClick={() => open.value = !open.value}
      >
        <StageIcon name="smile" />
      </button>
    </div>
  );
}
