/**
 * How long the app takes from its start to the first page, with npm packages
 * installed and Deno's caches warm.
 *
 * @module
 */
import { rebuild } from "../tests/browser/harness/app_build.ts";
import { serveBuild } from "../tests/browser/harness/app_server.ts";
import { summary, table } from "./statistics.ts";

const RUNS = 7;

/** Milliseconds until `prepare` is done, the server is up, and `/` answers 200. */
async function firstPageMs(prepare: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await prepare();
  await using app = await serveBuild();
  const response = await fetch(app.origin);
  await response.text();
  const tookMs = performance.now() - startedMs;
  if (response.status !== 200) throw new Error(`/ answers ${response.status}`);
  return tookMs;
}

const CASES: readonly (readonly [string, () => Promise<void>])[] = [
  ["serve the build", () => Promise.resolve()],
  ["build, then serve", rebuild],
];

/** Measures {@linkcode RUNS} starts of each kind; a Markdown table. */
export async function startTable(): Promise<string> {
  // Leaves a build for the case that needs one, and the caches warm.
  await rebuild();
  const rows: string[][] = [];
  for (const [name, prepare] of CASES) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) times.push(await firstPageMs(prepare));
    rows.push([name, summary(times, "ms")]);
  }
  return `Start to the first 200 of \`/\`, ${RUNS} runs each, median ` +
    `(range):\n\n` + table(["", "first page"], rows);
}

if (import.meta.main) console.log(await startTable());
