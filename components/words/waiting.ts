/** What one reads while alone in a room. @module */

/** Said to who waits. */
export const WAITING = {
  heading: "Waiting for the other one",
  meet: "When they open the link, you see and hear each other at once.",
  knock: "Whoever opens the link knocks first, and you let them in.",
  sound: "A sound tells you, so you can use another tab meanwhile.",
  silent: "Sounds are switched off: the title of this tab tells you.",
  unfound:
    "Can’t they find it? Send the link once more, whole, and ask them to look in spam or junk mail too.",
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
    heading: `${name || "The other one"} has left`,
    text: `You can wait for ${
      name === "" ? "them" : name
    } here, or leave. The same link leads back to you.`,
  };
}
