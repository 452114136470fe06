import { useEffect, useRef } from "preact/hooks";
import type { Signal } from "@preact/signals";
import { isTogether } from "../../call/machine/comings.ts";
import { REACTIONS } from "../../call/messages/gestures.ts";
import type { CallModel } from "../../call/model.ts";
import { useBorrowedFocus } from "../base/use_borrowed_focus.ts";
import { REACTION_WORDS } from "../words/gestures.ts";

/** For what opens the bar and closes it again by itself. */
export const OPENS_REACTIONS = { "data-opens": "reactions" } as const;

/** What the bar does. */
export interface ReactionBarProps {
  call: Pick<CallModel, "phase" | "gestures">;
  open: Signal<boolean>;
}

/** The reactions to choose from, while they are on offer and somebody is there. */
export function ReactionBar({ call, open }: ReactionBarProps) {
  return open.value && isTogether(call.phase.value)
    ? <OpenBar call={call} onClose={() => open.value = false} />
    : null;
}

/** Stays open until one goes on elsewhere: people rarely clap once. */
function OpenBar(
  { call, onClose }: Pick<ReactionBarProps, "call"> & { onClose(): void },
) {
  const bar = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useBorrowedFocus(bar, first);
  useEffect(() => {
    const outside = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || bar.current?.contains(target)) return;
      if (target.closest("[data-opens=reactions]") === null) onClose();
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, []);
  return (
    <div
      ref={bar}
      role="group"
      aria-label="Reactions"
      class="flex max-w-full rounded-full bg-glass-strong p-1 shadow-soft sm:gap-1"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      {REACTIONS.map((reaction, index) => (
        <button
          key={reaction}
          ref={index === 0 ? first : null}
          type="button"
          aria-label={REACTION_WORDS[reaction].name}
          title={REACTION_WORDS[reaction].name}
          class="grid h-12 w-12 place-items-center rounded-full text-2xl hover:bg-glass focus-ring"
          onClick={() => call.gestures.react(reaction)}
        >
          <span aria-hidden="true">{REACTION_WORDS[reaction].emoji}</span>
        </button>
      ))}
    </div>
  );
}
