/**
 * The check that nobody has asked for: once, in the background of the lobby.
 * What it consists of is loaded then, and costs the page nothing before.
 *
 * @module
 */
import type { Advice } from "./connection_check.ts";
import { loadCode } from "../load_code.ts";
import { plainAnswer } from "./server_question.ts";

/**
 * Tries what is cheap, and says what would keep a call from working.
 *
 * @param relayOnly Whether no call begins without a relay.
 * @returns `null` when nothing would, or when `signal` has ended the check.
 */
export async function checkFromLobby(
  signal: AbortSignal,
  relayOnly: boolean,
): Promise<Advice | null> {
  const advice = await loadAndProbe(signal, relayOnly);
  return signal.aborted ? null : advice;
}

async function loadAndProbe(
  signal: AbortSignal,
  relayOnly: boolean,
): Promise<Advice | null> {
  try {
    const { probeFromLobby } = await loadCode(() =>
      import("./connection_probe.ts")
    );
    return await probeFromLobby(signal, relayOnly);
  } catch {
    // It could not be loaded: the server is gone, or has another version
    // meanwhile, of which joining will tell.
    return await plainAnswer(signal) === null ? "server-unreached" : null;
  }
}
