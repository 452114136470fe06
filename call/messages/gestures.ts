/**
 * A raised hand and short reactions: what two people show each other without a
 * word. Pure.
 *
 * @module
 */

/** Reactions that exist, in the order in which they are offered. */
export const REACTIONS = [
  "thumbs-up",
  "applause",
  "heart",
  "laughter",
  "surprise",
  "celebration",
] as const;
/** A reaction, as it is said to the other page. */
export type Reaction = typeof REACTIONS[number];

/** How long a reaction is shown, in milliseconds. */
export const REACTION_SHOWN_MS = 2_600;
/** The oldest are taken down beyond this many. */
export const MAX_SHOWN_REACTIONS = 8;

/** A reaction on the page. */
export interface ShownReaction {
  /** Counts the reactions of this page. */
  readonly id: number;
  readonly from: "self" | "peer";
  readonly reaction: Reaction;
}

/** Those on the page, oldest first. */
export type ShownReactions = readonly ShownReaction[];

/** Puts one up. */
export function shown(
  reactions: ShownReactions,
  reaction: ShownReaction,
): ShownReactions {
  return [...reactions, reaction].slice(-MAX_SHOWN_REACTIONS);
}

/** Takes one down, if it is still there. */
export function withdrawn(
  reactions: ShownReactions,
  id: number,
): ShownReactions {
  return reactions.filter((reaction) => reaction.id !== id);
}
