/** The state of the shared screen; its owner, `screen.ts`, is loaded later. @module */

/** Why a screen can't be shared; keys of the words shown. */
export type ScreenProblem =
  /** The operating system keeps the browser from recording screens. */
  | "denied-by-system"
  /** Its sound would hold the other person's voice: only the picture is shared. */
  | "own-sound"
  /** Something else; another choice may help. */
  | "unknown";

/** The shared screen as the page sees it. */
export interface ScreenSnapshot {
  readonly video: MediaStreamTrack | null;
  /** Not every browser, system or choice has one. */
  readonly audio: MediaStreamTrack | null;
  /** Why the latest wish to share brought nothing, or less. */
  readonly problem: ScreenProblem | null;
}

/** Nothing is shared. */
export const NO_SCREEN: ScreenSnapshot = {
  video: null,
  audio: null,
  problem: null,
};
