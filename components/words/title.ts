/** What the title of the tab says, for who looks at another one. @module */
import type { CallPhase } from "../../call/machine/state.ts";
import { nameWords, themWords } from "./them.ts";

const SITE = "Duet";

/**
 * The title in each state; never with anything of the link in it.
 *
 * @param name The other person's; may be empty.
 * @param unread How many messages nobody has seen.
 * @param knocker Who would like to join; may be empty, `null` is nobody.
 */
export function pageTitle(
  phase: CallPhase,
  name: string,
  unread: number,
  knocker: string | null = null,
): string {
  const state = knocker === null
    ? stateWords(phase, name)
    : `● ${nameWords(knocker, "Somebody")} would like to join`;
  if (state === null) return SITE;
  const count = unread > 0 ? `(${unread}) ` : "";
  return `${count}${state} · ${SITE}`;
}

function stateWords(phase: CallPhase, name: string): string | null {
  switch (phase) {
    case "joining":
      return "Joining";
    case "waiting":
    case "knocking":
      return "Waiting";
    case "connecting":
      return "Connecting";
    case "connected":
      return name === "" ? "● In the call" : `● ${themWords(name)} is here`;
    case "reconnecting":
      return "○ Reconnecting";
    case "idle":
    case "requesting-media":
    case "ready":
    case "ended":
    case "failed":
      return null;
  }
}
