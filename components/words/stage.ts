/** What is said of the stage's own doings, for who can't see them. @module */
import type { Corner } from "../../call/stage/corners.ts";
import { themWords } from "./them.ts";

/** Where one's own picture has gone. */
export const CORNER_WORDS: Record<Corner, string> = {
  "top-left": "Your picture is at the top left",
  "top-right": "Your picture is at the top right",
  "bottom-right": "Your picture is at the bottom right",
  "bottom-left": "Your picture is at the bottom left",
};

/** When one no longer sees oneself. */
export const SELF_HIDDEN = "Your picture is hidden. They still see you";

/** Said while what sends files could not be loaded. */
export const FILES_STUCK =
  "Your files are not sent yet: the server does not answer. They go as soon as it does.";

/** What the system calls the call; it is seen on lock screens, so it names no room. */
export function callTitle(name: string): string {
  return name === "" ? "Call" : `Call with ${themWords(name)}`;
}
