/** Asks the server a plain question, to see whether it is there. @module */
import type { Outcome } from "./connection_check.ts";
import { within } from "./within.ts";

/** A server that takes longer is as good as none. */
const ANSWER_WITHIN_MS = 5_000;
const SERVICE_UNAVAILABLE = 503;

/** The server's answer; `null` where none came. Never rejects. */
export async function plainAnswer(
  signal: AbortSignal,
): Promise<Response | null> {
  try {
    return await fetch("/healthz", { cache: "no-store", signal });
  } catch {
    return null;
  }
}

/** Whether the server answers, and how soon. Never rejects. */
export async function askServer(signal: AbortSignal): Promise<Outcome> {
  const startedMs = performance.now();
  const answer = await plainAnswer(
    within(signal, ANSWER_WITHIN_MS),
  );
  const tookMs = performance.now() - startedMs;
  if (answer === null) {
    return { kind: "failed", reason: "unreached", addresses: [] };
  }
  return answer.status === SERVICE_UNAVAILABLE
    ? { kind: "failed", reason: "restarting", addresses: [] }
    : { kind: "passed", tookMs, addresses: [location.origin] };
}
