import type { ShownReactions } from "../../call/messages/gestures.ts";
import { REACTION_WORDS } from "../words/gestures.ts";
import { authorWords } from "../words/them.ts";

/**
 * Where they rise: beside the face, theirs on one side and one's own on the
 * other, and two at once beside each other.
 */
const LANES = {
  peer: ["left-[5%]", "left-[19%]", "left-[12%]", "left-[26%]"],
  self: ["right-[5%]", "right-[19%]", "right-[12%]", "right-[26%]"],
} as const;

/** Reactions of both, over the picture for a moment. They are told by the announcer. */
export function Reactions(
  { reactions, peerName }: { reactions: ShownReactions; peerName: string },
) {
  return (
    <div
      aria-hidden="true"
      class="pointer-events-none absolute inset-x-0 bottom-28 top-16 z-10 overflow-hidden"
    >
      {reactions.map(({ id, from, reaction }) => (
        <div
          key={id}
          data-reaction={reaction}
          data-from={from}
          class={`reaction absolute bottom-0 grid justify-items-center gap-1 ${
            LANES[from][id % LANES[from].length]
          }`}
        >
          <span class="text-5xl leading-none">
            {REACTION_WORDS[reaction].emoji}
          </span>
          <bdi class="max-w-[8rem] truncate rounded-full bg-glass px-2 text-xs text-white">
            {authorWords(from, peerName)}
          </bdi>
        </div>
      ))}
    </div>
  );
}
