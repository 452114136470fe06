/**
 * A connection check as the page sees it: read-only signals and actions. Inert
 * until {@linkcode CheckModel.run}.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Findings, NO_FINDINGS } from "./connection_check.ts";
import type { ProbeOptions } from "./connection_probe.ts";

/** What the page reads and does. */
export interface CheckModel {
  readonly findings: ReadonlySignal<Findings>;
  /** From the start on: whoever shows a check is about to run it. */
  readonly running: ReadonlySignal<boolean>;
  /** Starts, or starts over. */
  run(): void;
  /** Gives up what is running. */
  [Symbol.dispose](): void;
}

/** Runs one check; never rejects. */
export type Probe = (options: ProbeOptions) => Promise<Findings>;

/** Makes the model of a check. */
export function createCheck(probe: Probe): CheckModel {
  const findings = signal(NO_FINDINGS);
  const running = signal(true);
  let current = new AbortController();

  async function run(): Promise<void> {
    current.abort();
    const { signal } = current = new AbortController();
    running.value = true;
    findings.value = NO_FINDINGS;
    const onProgress = (found: Findings) => findings.value = found;
    await probe({ depth: "report", signal, onProgress });
    if (!signal.aborted) running.value = false;
  }

  return {
    findings,
    running,
    run: () => void run(),
    [Symbol.dispose]: () => current.abort(),
  };
}
