/** How private a call is, in plain words. @module */

/** What keeps a call to the two people, by the kind of its link. */
export const PRIVACY = {
  private:
    "Only those who have the whole link can join. The server passes sealed messages on and cannot read them.",
  named:
    "Whoever knows the name of this room can join it, and the server could listen in unless you compare pictures once you are connected.",
} as const;

/** What hiding one's address does. */
export const HIDE_ADDRESS =
  "Neither of you learns where the other is. Picture and sound take a detour, and may take longer.";

/** Said of a link whose secret has been sent to the server. */
export const MANGLED_LINK =
  "A program that passed this link on has shown its secret to the server. The call works; compare pictures once you are connected, or send a new link by another way.";

/** How the comparison is done, and what it has shown. */
export const COMPARISON = {
  ask:
    "Read these four pictures to each other. If you both see the same ones, in the same order, nobody is in between.",
  early: "The pictures appear as soon as you are connected.",
  verified:
    "You have compared, and the pictures were the same: nobody is in between.",
} as const;
