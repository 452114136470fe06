/** Who may come into a call, and who may not. @module */

/** What a lock does. */
export const LOCK =
  "Nobody else can join, not even with the link. You two can always come back, until you leave.";

/** Why it can't be used right now. */
export const LOCK_UNREACHED =
  "The server does not answer. Once it does, you can lock the call, or unlock it.";

/** Said while it is so, to both. */
export const LOCKED = "Locked";

/** Said to one who is asked, and on the two answers. */
export const KNOCKER = {
  nameless: "Somebody without a name",
  asks: "would like to join",
  admit: "Admit",
  decline: "Don’t admit",
} as const;

/** Said to one who waits for a seat that is kept for somebody else. */
export const QUEUED = {
  heading: "Both places are taken",
  text:
    "The call is full, but one of the two has lost their connection. Their place is kept for half a minute at most, and you will join as soon as it is free.",
  own:
    "Were you in this call a moment ago? Then the place is yours: just wait.",
} as const;

/** Said to one who waits to be let in. */
export const KNOCKING = {
  nameless: "The other one",
  sees: "sees that you would like to join",
  unreached: "The server does not answer",
  later:
    "You can be let in when it does. Check your network; this page keeps trying.",
  text:
    "You are in as soon as they let you in. Until then they learn the name that you gave, and nothing else: not even your address.",
} as const;
