import {
  type ReadonlySignal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import { checkFromLobby } from "../../call/check/lobby_check.ts";
import type { CallModel } from "../../call/model.ts";
import { SERVER_UNREACHED } from "../words/unreached.ts";

/** The lobby is there first; many have joined before there is any doubt. */
const LOBBY_CHECK_AFTER_MS = 2_000;

/** Once for each page, what would keep a call from working; for the lobby. */
export function useLobbyCheck(
  call: Pick<CallModel, "phase" | "relayOnly">,
): ReadonlySignal<string | null> {
  const advice = useSignal<string | null>(null);
  const done = useSignal(false);
  const ready = useComputed(() => call.phase.value === "ready");
  useSignalEffect(() => {
    if (!ready.value || done.peek()) return;
    const given = new AbortController();
    const timer = setTimeout(async () => {
      done.value = true;
      const relayOnly = call.relayOnly.peek();
      const found = await checkFromLobby(given.signal, relayOnly);
      if (found === null) return;
      // The one advice that may come too late to be loaded is here already.
      const words = await import("../words/check.ts").catch(() => null);
      advice.value = words?.ADVICE[found] ?? SERVER_UNREACHED;
    }, LOBBY_CHECK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  });
  return advice;
}
