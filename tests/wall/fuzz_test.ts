import { assertGreater } from "@std/assert";
import { Fuzzer } from "./fuzzing.ts";
import { FUZZ_ENV, fuzzEndpoint, fuzzParsers } from "./fuzz_run.ts";
import { WallProcess } from "./wall_process.ts";

const seed = Number(
  Deno.env.get("FUZZ_SEED") ?? Math.floor(Math.random() * 1e9),
);

Deno.test("no parser throws, whatever it is given", () => {
  console.log(`seed ${seed}`);
  fuzzParsers(10_000, new Fuzzer(seed));
});

Deno.test("two bystanders miss no word while a server is given nonsense", async () => {
  await using server = await WallProcess.start(FUZZ_ENV);
  const { sent, relayed } = await fuzzEndpoint(
    server,
    10_000,
    new Fuzzer(seed),
  );
  console.log(`seed ${seed}: ${sent} messages, ${relayed} relayed meanwhile`);
  assertGreater(relayed, 0);
});
