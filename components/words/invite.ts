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
  shared: "Shared. They can join as soon as they open it.",
  unshared:
    "Your system could not share the link. Copy it, and send it by yourself.",
  scan: "Point the camera of the other device at it, then open the link.",
} as const;
