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

/** Said to one who waits to be let in. */
export const KNOCKING = {
  nameless: "The other one",
  sees: "sees that you would like to join",
  text:
    "You are in as soon as they let you in. Until then they learn the name that you gave, and nothing else: not even your address.",
} as const;
