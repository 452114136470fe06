import {
  type ReadonlySignal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import { checkFromLobby } from "../../call/check/lobby_check.ts";
import { loadCode } from "../../call/load_code.ts";
import type { CallModel } from "../../call/model.ts";

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
      // Whether the server is there, the lobby says by itself.
      if (found === null || found === "server-unreached") return;
      const words = await loadCode(() => import("../words/check.ts"))
        .catch(() => null);
      advice.value = words?.ADVICE[found] ?? null;
    }, LOBBY_CHECK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  });
  return advice;
}
