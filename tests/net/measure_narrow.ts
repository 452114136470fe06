/**
 * What a narrow path does to sound and to the bandwidth estimate:
 * `deno run -P=bench measure_narrow.ts [kbps] [runs]` in this folder. The queue
 * before the bottleneck holds 400 ms, as a home router's does. Needs what the
 * tests here need.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import type { Lab, Side } from "./lab/lab.ts";
import { run } from "./lab/namespace.ts";
import { pause, setNetStage } from "./lab/stage.ts";

const DEFAULT_KBPS = 100;
const DEFAULT_RUNS = 2;
/** Until the estimate has met the bottleneck. */
const SETTLE_MS = 10_000;
const MEASURED_S = 40;

/** Bounds what a machine sends. */
async function narrow(lab: Lab, side: Side, kbps: number): Promise<void> {
  const device = ["dev", "eth0", "root"];
  const bucket = ["rate", `${kbps}kbit`, "burst", "3000", "latency", "400ms"];
  const tc = ["tc", "qdisc", "add", ...device, "tbf", ...bucket];
  await run([...lab.inside(side), ...tc]);
}

/** Counters and estimates of the connection in hand. */
interface Reading {
  concealed: number;
  samples: number;
  estimateKbps: number;
  roundTripMs: number;
}

function read(page: Page): Promise<Reading> {
  return page.evaluate(async () => {
    const reading = {
      concealed: 0,
      samples: 0,
      estimateKbps: NaN,
      roundTripMs: NaN,
    };
    const stats: RTCStatsReport | undefined = await duetEvidence.peer
      ?.getStats();
    const selected = [...stats?.values() ?? []].find(({ type }) =>
      type === "transport"
    )?.selectedCandidatePairId;
    stats?.forEach((report) => {
      if (report.type === "inbound-rtp" && report.kind === "audio") {
        reading.concealed += report.concealedSamples ?? 0;
        reading.samples += report.totalSamplesReceived ?? 0;
      } else if (report.id === selected) {
        reading.estimateKbps = (report.availableOutgoingBitrate ?? NaN) / 1000;
        reading.roundTripMs = (report.currentRoundTripTime ?? NaN) * 1000;
      }
    });
    return reading;
  });
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

async function measure(page: Page): Promise<string> {
  const before = await read(page);
  const seconds: Reading[] = [];
  for (let second = 0; second < MEASURED_S; second++) {
    await pause(1_000);
    seconds.push(await read(page));
  }
  const after = seconds.at(-1) ?? before;
  const concealed = (after.concealed - before.concealed) /
    (after.samples - before.samples);
  const estimate = mean(seconds.map(({ estimateKbps }) => estimateKbps));
  const roundTrip = mean(seconds.map(({ roundTripMs }) => roundTripMs));
  return `${(concealed * 100).toFixed(2)} % concealed, estimate ` +
    `${estimate.toFixed()} kbps, round trip ${roundTrip.toFixed()} ms`;
}

const kbps = Number(Deno.args[0] ?? DEFAULT_KBPS);
const runs = Number(Deno.args[1] ?? DEFAULT_RUNS);
for (let index = 0; index < runs; index++) {
  await using stage = await setNetStage();
  await narrow(stage.lab, "a", kbps);
  await narrow(stage.lab, "b", kbps);
  await pause(SETTLE_MS);
  const sides = stage.pages.map(({ page }) => measure(page));
  for (const line of await Promise.all(sides)) {
    console.log(`${kbps} kbps | ${line}`);
  }
}
