/**
 * How long a fault of one side's network keeps two people from seeing and
 * hearing each other: `deno task bench:repair [rounds] [fault]`, such as
 * `100 "address change"`. Needs root, and the Debian packages `chromium`, `iproute2` and `nftables`.
 *
 * Both use Chromium, each on a machine of `tests/net/lab.ts`; the sides take
 * turns at being hit, in one call that goes on. The clock starts when the
 * address is changed, or when the link is back, and stops at the first frame of
 * a second without a gap above 400 ms, on whichever side that is later. A call
 * whose media does not come back within a minute is dead, and another begins.
 *
 * @module
 */
import type { Side } from "../tests/net/lab/lab.ts";
import {
  blackout,
  mediaBack,
  type NetStage,
  pause,
  setNetStage,
} from "../tests/net/lab/stage.ts";
import { table } from "./statistics.ts";

const DEFAULT_ROUNDS = 20;
const BLACKOUT_MS = 10_000;
/** Between two faults: the bitrate grows, and timers of the last one end. */
const REST_MS = 3_000;

/** Does something to a side; gives the Unix time from which repair counts. */
type Fault = (stage: NetStage, side: Side) => Promise<number>;

const FAULTS: readonly (readonly [name: string, fault: Fault])[] = [
  ["address change", async ({ lab }, side) => {
    const changedAtMs = Date.now();
    await lab.changeAddress(side);
    return changedAtMs;
  }],
  [
    "interface down for 10 s",
    ({ lab }, side) => blackout(lab, side, "down", BLACKOUT_MS),
  ],
  [
    "every packet lost for 10 s",
    ({ lab }, side) => blackout(lab, side, "cut", BLACKOUT_MS),
  ],
];

interface Result {
  /** For each fault that the call outlived. */
  tookMs: number[];
  dead: number;
}

async function measure(fault: Fault, rounds: number): Promise<Result> {
  const result: Result = { tookMs: [], dead: 0 };
  while (result.tookMs.length + result.dead < rounds) {
    // One call as long as it lives.
    await using stage = await setNetStage();
    let alive = true;
    while (alive && result.tookMs.length + result.dead < rounds) {
      await pause(REST_MS);
      const round = result.tookMs.length + result.dead;
      const sinceMs = await fault(stage, round % 2 === 0 ? "a" : "b");
      try {
        result.tookMs.push(await mediaBack(stage, sinceMs));
      } catch (error) {
        console.error(error);
        result.dead++;
        alive = false;
      }
    }
  }
  return result;
}

/** The value that `share` of all do not exceed (nearest rank), in milliseconds. */
function percentile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil(share * sorted.length) - 1];
  return value === undefined ? "–" : `${value.toFixed()} ms`;
}

/** Measures faults so often; a Markdown table. */
export async function repairTable(
  rounds: number,
  only = "",
): Promise<string> {
  const rows: string[][] = [];
  for (const [name, fault] of FAULTS.filter(([name]) => name.includes(only))) {
    const { tookMs, dead } = await measure(fault, rounds);
    console.error(`${name}: ${tookMs.map((ms) => ms.toFixed()).join(" ")}`);
    const shares = [0.5, 0.95, 1].map((share) => percentile(tookMs, share));
    rows.push([name, ...shares, `${dead} of ${rounds}`]);
  }
  return `Fault of one side's network to media both ways, ${rounds} rounds ` +
    `each:\n\n` + table(["", "p50", "p95", "worst", "dead calls"], rows);
}

if (import.meta.main) {
  const rounds = Number(Deno.args[0] ?? DEFAULT_ROUNDS);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError(`Not a number of rounds: ${Deno.args[0]}`);
  }
  console.log(await repairTable(rounds, Deno.args[1]));
}
