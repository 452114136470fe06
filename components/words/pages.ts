/** Pages that are not there, in plain words, keyed by reason. @module */
import type { RoomPathReason } from "../../http/room_path.ts";
import type { Pose } from "../base/Mark.tsx";

/** Why an address shows no page of its own. */
export type PageProblem =
  | RoomPathReason
  | "nothing"
  | "malformed"
  | "method"
  | "failed";

/** A picture, a heading, what happened, and what to do next. */
export interface PageWords {
  readonly pose: Pose;
  readonly heading: string;
  readonly text: string;
}

/** Why an address shows no page of its own, in plain words. */
export const PAGE_PROBLEMS: Record<PageProblem, PageWords> = {
  nothing: {
    pose: "empty",
    heading: "There is nothing here",
    text:
      "The address may have lost a piece on the way. Ask for the link again, or start a call.",
  },
  malformed: {
    pose: "missing",
    heading: "This address can't be read",
    text:
      "Part of the link was lost or changed on the way. Ask for it again, and copy all of it.",
  },
  method: {
    pose: "askew",
    heading: "This address can only be opened",
    text: "Something sent data to it. Open it in a browser instead.",
  },
  failed: {
    pose: "askew",
    heading: "Something went wrong on our side",
    text:
      "The page could not be made. Reload it; a call that is under way elsewhere goes on.",
  },
  "room-unnamed": {
    pose: "missing",
    heading: "This link has no room name",
    text:
      "The name belongs at the end of the link. Ask for it again, or enter the name on the start page.",
  },
  "room-unreadable": {
    pose: "missing",
    heading: "This room name can't be read",
    text:
      "Its letters were changed on the way. Ask for the link again, or enter the name on the start page.",
  },
  "room-without-letters": {
    pose: "missing",
    heading: "This can't be the name of a room",
    text:
      "A room name needs a letter, a digit or an emoji, and this one has none. Choose another on the start page, then send its link.",
  },
  "room-too-long": {
    pose: "missing",
    heading: "This room name is too long",
    text:
      "Use letters and digits, up to 64. Choose a shorter name on the start page, then send its link.",
  },
};
