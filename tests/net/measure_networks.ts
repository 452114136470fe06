/**
 * How long it takes from Join to the first frame, by the networks of the two:
 * `deno run -P=bench measure_networks.ts [rounds]` in this folder. Needs what
 * the tests here need.
 *
 * @module
 */
import type { Network } from "./lab/nat_lab.ts";
import {
  meet,
  type NatOptions,
  prepareToMeet,
  setNatStage,
} from "./lab/nat_stage.ts";
import { describePair, selectedPair } from "./lab/selected_pair.ts";

const DEFAULT_ROUNDS = 7;

const both = (network: Network) => ({ a: network, b: network });

const CASES: readonly (readonly [name: string, options: NatOptions])[] = [
  ["direct", { networks: both("open"), servers: [] }],
  ["direct, with TURN at hand", {
    networks: both("open"),
    servers: ["stun", "udp", "tcp"],
  }],
  ["IPv6 alone", { networks: both("ipv6"), servers: [] }],
  ["cone – cone, STUN", { networks: both("cone"), servers: ["stun", "udp"] }],
  ["cone – symmetric, TURN", {
    networks: { a: "cone", b: "symmetric" },
    servers: ["stun", "udp"],
  }],
  ["symmetric – symmetric, TURN", {
    networks: both("symmetric"),
    servers: ["stun", "udp"],
  }],
  ["no UDP, TURN over TCP", {
    networks: both("no-udp"),
    servers: ["stun", "udp", "tcp"],
  }],
  ["HTTPS only, TURN over TLS", {
    networks: both("https-only"),
    servers: ["stun", "udp", "tls"],
  }],
];

async function measure(options: NatOptions, rounds: number): Promise<string> {
  await using stage = await setNatStage(options);
  const tookMs: number[] = [];
  const pairs = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    await prepareToMeet(stage);
    const { a, b } = await meet(stage);
    tookMs.push(Math.max(a, b));
    pairs.add(describePair(await selectedPair(stage.people.a.page)));
    for (const page of stage.pages) await page.leave();
  }
  tookMs.sort((one, other) => one - other);
  const at = (index: number) => (tookMs.at(index) ?? NaN).toFixed();
  const median = at(Math.floor(tookMs.length / 2));
  return `${median} ms (${at(0)}–${at(-1)}) | ${[...pairs].join(", ")}`;
}

const rounds = Number(Deno.args[0] ?? DEFAULT_ROUNDS);
for (const [name, options] of CASES) {
  console.log(`| ${name} | ${await measure(options, rounds)} |`);
}
