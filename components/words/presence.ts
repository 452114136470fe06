/** Who is there, as the lobby says it, and who may come. @module */

/** What being asked means. */
export const ASK_FIRST =
  "If you are here first, whoever comes waits until you let them in. Until then neither of you learns the other’s address.";

/** Said in the lobby, of whoever is in the room. */
export const PRESENCE = {
  nobody: "Nobody is here yet",
  nameless: "Somebody",
  here: "is here",
  full: "Two people are already talking here",
  locked: "This call is locked for now",
} as const;
