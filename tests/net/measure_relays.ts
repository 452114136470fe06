/**
 * How many relays the two pages of a call hold at a TURN server, by what they
 * do: `deno run -P=bench measure_relays.ts` in this folder. Needs what the tests
 * here need.
 *
 * @module
 */
import { mediaBackAfterMs } from "./lab/call_record.ts";
import {
  meet,
  type NatOptions,
  prepareToMeet,
  setNatStage,
} from "./lab/nat_stage.ts";
import { peakOfRelays } from "./lab/relays_held.ts";
import { pause } from "./lab/stage.ts";

/** Long enough for a closed connection's relays to be let go. */
const SETTLED_MS = 6_000;

const direct = { a: "open", b: "open" } as const;
const relayed = { a: "symmetric", b: "symmetric" } as const;

const CASES: readonly (readonly [name: string, options: NatOptions])[] = [
  ["direct; udp", { networks: direct, servers: ["stun", "udp"] }],
  ["direct; udp, tcp", { networks: direct, servers: ["stun", "udp", "tcp"] }],
  ["relayed; udp, tcp", { networks: relayed, servers: ["stun", "udp", "tcp"] }],
  ["relayed; udp, tcp, tls", {
    networks: relayed,
    servers: ["stun", "udp", "tcp", "tls"],
  }],
];

console.log("| case | what they do | most | at the end |");
for (const [name, options] of CASES) {
  await using stage = await setNatStage(options);
  const { lab, people: { a, b } } = stage;
  await prepareToMeet(stage);
  const tell = async (what: string, during: () => Promise<unknown>) => {
    const { peak, after } = await peakOfRelays(lab, during);
    console.log(`| ${name} | ${what} | ${peak} | ${after} |`);
  };
  await tell("meet", async () => {
    await meet(stage);
    await pause(SETTLED_MS);
  });
  for (const restart of ["ICE restart", "another ICE restart"]) {
    await tell(restart, async () => {
      await b.page.evaluate(() => duetEvidence.peer?.restartIce());
      await pause(SETTLED_MS);
    });
  }
  await tell("two minutes later", () => pause(2 * 60_000));
  await tell("one reloads", async () => {
    const reloadedAtMs = Date.now();
    await b.page.reload();
    await mediaBackAfterMs(a.page, reloadedAtMs);
    await pause(SETTLED_MS);
  });
  await tell("both leave", async () => {
    await Promise.all([a.leave(), b.leave()]);
    await pause(SETTLED_MS);
  });
}
