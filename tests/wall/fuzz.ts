/** A million nearly right messages: `deno task fuzz`. FUZZ_SEED brings a run back. */
import { Fuzzer } from "./fuzzing.ts";
import { FUZZ_ENV, fuzzEndpoint, fuzzParsers } from "./fuzz_run.ts";
import { WallProcess } from "./wall_process.ts";

const PARSED = 1_000_000;
const SENT = 1_000_000;
const ROUNDS = 10;
const WARM_UP = 50_000;

const seed = Number(
  Deno.env.get("FUZZ_SEED") ?? Math.floor(Math.random() * 1e9),
);
const fuzzer = new Fuzzer(seed);
console.log(`seed ${seed}`);

/** Runs, and says how many a second. */
async function timed(what: string, run: () => Promise<number> | number) {
  const startMs = performance.now();
  const count = await run();
  const seconds = (performance.now() - startMs) / 1000;
  console.log(
    `${what}: ${count} in ${seconds.toFixed(1)} s, ` +
      `${Math.round(count / seconds)}/s`,
  );
}

await timed("parsers", () => {
  fuzzParsers(PARSED, fuzzer);
  return PARSED;
});

await using server = await WallProcess.start(FUZZ_ENV);
await fuzzEndpoint(server, WARM_UP, fuzzer);
const before = await server.rssMiB();
for (let round = 1; round <= ROUNDS; round++) {
  await timed(`endpoint, round ${round} of ${ROUNDS}`, async () => {
    const result = await fuzzEndpoint(server, SENT / ROUNDS, fuzzer);
    console.log(`  bystanders heard all of ${result.relayed} words`);
    return result.sent;
  });
}
const after = await server.rssMiB();
console.log(`memory: ${before.toFixed(0)} MiB → ${after.toFixed(0)} MiB`);
if (after - before > 50) throw new Error("memory has grown");
