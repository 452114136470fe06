/** What an invitation says, and what happens to it. @module */

/** What goes out with the link; the link itself is only ever in its own field or below. */
export const INVITATION = {
  subject: "Let’s talk on Duet",
  text: "Join me for a video call. Open this link, then press Join call:",
  /** A link that lost its end opens nothing. */
  whole: "Please keep the link whole: the part after the # opens the call.",
} as const;

/** What the ways to invite have to say. */
export const INVITE = {
  copied: "Copied. Send it to the person you want to talk to.",
  shared: "Shared. They can join as soon as they open it.",
  unshared:
    "Your system could not share the link. Copy it, and send it by yourself.",
  scan: "Point the camera of the other device at it, then open the link.",
} as const;

/** Said to who waits. */
export const WAITING = {
  heading: "Waiting for the other one",
  first:
    "When they open the link, you see and hear each other at once. A sound tells you, so you can use another tab meanwhile.",
  silent:
    "When they open the link, you see and hear each other at once. Sounds are switched off: the title of this tab tells you.",
  unfound:
    "Can’t they find it? Send the link once more, whole, and ask them to look in spam or junk mail too.",
  hidden: "Your address stays hidden from them.",
} as const;

/** What is said once they have left. */
export function partedWords(name: string): { heading: string; text: string } {
  return {
    heading: `${name || "The other one"} has left`,
    text: `You can wait for ${
      name === "" ? "them" : name
    } here, or leave. The same link leads back to you.`,
  };
}
