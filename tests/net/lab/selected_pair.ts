/**
 * Which way a call takes, as the browser reports it.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** One end of a candidate pair. */
export interface PairEnd {
  /** `host`, `srflx`, `prflx` or `relay`. */
  type: string;
  address: string;
  /** How the relay is reached, if it is one of ours: `udp`, `tcp` or `tls`. */
  relayProtocol: string;
}

/** The pair that the page's newest connection sends over, if there is one. */
export async function selectedPair(
  page: Page,
): Promise<{ local: PairEnd; remote: PairEnd } | null> {
  return await page.evaluate(async () => {
    const stats = await duetEvidence.peer?.getStats();
    if (!stats) return null;
    const reports = new Map<string, Record<string, unknown>>();
    stats.forEach((report) => reports.set(report.id, report));
    const end = (id: unknown) => {
      const report = reports.get(String(id));
      return {
        type: String(report?.candidateType ?? ""),
        address: String(report?.address ?? ""),
        relayProtocol: String(report?.relayProtocol ?? ""),
      };
    };
    for (const report of reports.values()) {
      // Firefox has no transport report; its pair says that it is selected.
      const pair = report.type === "transport"
        ? reports.get(String(report.selectedCandidatePairId))
        : report.type === "candidate-pair" && report.selected
        ? report
        : undefined;
      if (pair === undefined) continue;
      return {
        local: end(pair.localCandidateId),
        remote: end(pair.remoteCandidateId),
      };
    }
    return null;
  });
}

/** A pair in few words: `relay over udp – srflx`. */
export function describePair(
  pair: { local: PairEnd; remote: PairEnd } | null,
): string {
  if (pair === null) return "none";
  const { local, remote } = pair;
  const over = local.type === "relay" ? ` over ${local.relayProtocol}` : "";
  return `${local.type}${over} – ${remote.type}`;
}
