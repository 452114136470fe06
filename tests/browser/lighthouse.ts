/**
 * Lighthouse on the pages that a stranger sees first, as a phone on a slow
 * network loads them. `deno task lighthouse` writes a table for
 * `docs/NUMBERS.md`.
 *
 * @module
 */
import lighthouse from "lighthouse";
import { table } from "../../bench/statistics.ts";
import { serveApp } from "./harness/app_server.ts";
import { launchChromium } from "./harness/chromium.ts";

/** The pages that are judged. */
export const PAGES: readonly string[] = ["/", "/room/x"];

const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

/** How a page was judged. */
export interface Verdict {
  /** Of 100 each. */
  scores: Record<typeof CATEGORIES[number], number>;
  /** What kept accessibility and best practices from 100. */
  faults: string[];
  /** First and largest contentful paint, in milliseconds. */
  fcpMs: number;
  lcpMs: number;
  /** For how long the page could not react, in milliseconds. */
  blockedMs: number;
  /** Cumulative layout shift. */
  shift: number;
}

/** Judges one page, in a browser of its own. */
export async function judge(address: string): Promise<Verdict> {
  await using chromium = await launchChromium({ debuggingPort: true });
  const { port } = new URL(chromium.browser.wsEndpoint());
  const result = await lighthouse(address, {
    port: Number(port),
    output: "json",
    logLevel: "error",
    onlyCategories: [...CATEGORIES],
  });
  if (result === undefined) throw new Error("Lighthouse says nothing");
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(runtimeError.message);
  const score = (id: string) => Math.round((categories[id]?.score ?? 0) * 100);
  const value = (id: string) => audits[id]?.numericValue ?? NaN;
  const faults = ["accessibility", "best-practices"].flatMap((id) =>
    (categories[id]?.auditRefs ?? [])
      .map((ref) => audits[ref.id])
      .filter((audit) => audit?.score !== null && (audit?.score ?? 1) < 1)
      .map((audit) => `${audit?.id}: ${audit?.title}`)
  );
  return {
    scores: {
      performance: score("performance"),
      accessibility: score("accessibility"),
      "best-practices": score("best-practices"),
    },
    faults,
    fcpMs: value("first-contentful-paint"),
    lcpMs: value("largest-contentful-paint"),
    blockedMs: value("total-blocking-time"),
    shift: value("cumulative-layout-shift"),
  };
}

/** The one in the middle, by performance. */
function middle(verdicts: readonly Verdict[]): Verdict {
  const sorted = verdicts.toSorted((a, b) =>
    a.scores.performance - b.scores.performance
  );
  const verdict = sorted[Math.floor(sorted.length / 2)];
  if (verdict === undefined) throw new RangeError("No run");
  return verdict;
}

async function report(runs: number): Promise<string> {
  await using app = await serveApp();
  const rows: string[][] = [];
  for (const path of PAGES) {
    const verdicts: Verdict[] = [];
    for (let run = 0; run < runs; run++) {
      verdicts.push(await judge(app.origin + path));
    }
    const { scores, faults, ...times } = middle(verdicts);
    for (const fault of faults) console.error(`${path} ${fault}`);
    rows.push([
      `\`${path}\``,
      ...CATEGORIES.map((category) => String(scores[category])),
      `${(times.fcpMs / 1000).toFixed(1)} s`,
      `${(times.lcpMs / 1000).toFixed(1)} s`,
      `${Math.round(times.blockedMs)} ms`,
      times.shift.toFixed(3),
    ]);
  }
  return table([
    ...["page", "performance", "accessibility", "best practices"],
    ...["first paint", "largest paint", "blocked", "layout shift"],
  ], rows);
}

if (import.meta.main) console.log(await report(Number(Deno.args[0] ?? 5)));
