/** What the status line says in each state. @module */
import {
  type CallPhase,
  isQueued,
  type SignallingPhase,
} from "../../call/machine/state.ts";
import { QUEUED } from "./admission.ts";
import { WAITING } from "./waiting.ts";
import { themWords } from "./them.ts";

/** The heading of a call, for who reads by headings. */
export function callHeading(name: string): string {
  return name === "" ? "Your call" : `Your call with ${themWords(name)}`;
}

/**
 * What the status line says in each state; `null` says nothing.
 *
 * @param long Whether the state has lasted so long that one wonders.
 */
export function statusWords(
  phase: CallPhase,
  signalling: SignallingPhase,
  name: string,
  long: boolean,
): string | null {
  const them = themWords(name);
  const unreachable = signalling === "backing-off";
  if (isQueued(phase, signalling)) return `${QUEUED.heading}. ${QUEUED.text}`;
  switch (phase) {
    case "requesting-media":
      return "Waiting for your browser to allow camera and microphone";
    case "joining":
      return unreachable
        ? "The server does not answer. Check your network; this page keeps trying"
        : "Joining";
    case "waiting":
      return unreachable ? WAITING.unreached : "You are the only one here";
    case "knocking":
      return unreachable
        ? "The server does not answer. You can be let in when it does; this page keeps trying"
        : `Waiting for ${them} to let you in`;
    case "connecting":
      if (unreachable) {
        return `The server does not answer. You reach ${them} when it does; this page keeps trying`;
      }
      return long
        ? `No way to ${them} so far. One of your networks may not let calls through: try another one, such as a phone's. This page keeps trying`
        : `Connecting to ${them}`;
    case "connected":
      return name === "" ? "Connected" : `Connected to ${them}`;
    case "reconnecting":
      if (!long) return "Reconnecting";
      return unreachable
        ? "You seem to be offline. The call comes back by itself when you are not"
        : `No word from ${them} for a while. The call comes back by itself when they do`;
    case "idle":
    case "ready":
    case "ended":
    case "failed":
      return null;
  }
}
