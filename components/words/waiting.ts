/** What one reads while alone in a room. @module */
import type { TurnedAway } from "../../call/machine/state.ts";
import { nameWords } from "./them.ts";

/** Why somebody who came is not in the call; one goes on waiting. */
export const TURNED_AWAY: Record<TurnedAway, string> = {
  unproven:
    "Somebody tried to join, but their page did not fit this call, so they were not let in. If you expected someone, send them the link once more.",
  "other-version":
    "Somebody tried to join with another version of Duet. If you expected someone, both of you: reload the page.",
  declined:
    "Somebody came, and then did not want to join. If you expected someone, ask them to open the link again.",
  "no-relay":
    "Somebody tried to join who hides their address. That takes a relay, and this server has none: ask them to switch it off in the lobby.",
};

/** Said to who waits. */
export const WAITING = {
  heading: "Waiting for the other one",
  meet: "When they open the link, you see and hear each other at once.",
  knock: "Whoever opens the link knocks first, and you let them in.",
  sound: "A sound tells you, so you can use another tab meanwhile.",
  silent: "Sounds are switched off: the title of this tab tells you.",
  unfound:
    "Can’t they find it? Send the link once more, whole, and ask them to look in spam or junk mail too.",
  unreached:
    "The server does not answer. Nobody can join until it does; this page keeps trying.",
  hidden: "Your address stays hidden from them.",
} as const;

/** What will happen when somebody comes. */
export function comingWords(
  { asksFirst, sounds }: { asksFirst: boolean; sounds: boolean },
): string {
  const what = asksFirst ? WAITING.knock : WAITING.meet;
  return `${what} ${sounds ? WAITING.sound : WAITING.silent}`;
}

/** What is said once they have left. */
export function partedWords(name: string): { heading: string; text: string } {
  return {
    heading: `${nameWords(name, "The other one")} has left`,
    text: `You can wait for ${
      nameWords(name, "them")
    } here, or leave. The same link leads back to you.`,
  };
}
