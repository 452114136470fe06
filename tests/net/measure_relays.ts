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

/** Long enough for an old connection's relays to be let go. */
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
  ["relayed, two interfaces; udp, tcp", {
    networks: relayed,
    servers: ["stun", "udp", "tcp"],
  }],
];

for (const [name, options] of CASES) {
  await using stage = await setNatStage(options);
  const { lab, people: { a, b } } = stage;
  if (name.includes("two interfaces")) {
    await new Deno.Command("sh", { args: ["-ec", `${lab.inside("a").join(" ")} ip link add dmy type dummy; ${lab.inside("a").join(" ")} ip addr add 10.99.0.2/24 dev dmy; ${lab.inside("a").join(" ")} ip link set dmy up`] }).output();
  }
  await prepareToMeet(stage);
  const tell = async (what: string, during: () => Promise<unknown>) => {
    const { peak, after } = await peakOfRelays(lab, during);
    console.log(`| ${name} | ${what} | ${peak} | ${after} |`);
  };
  await tell("meet", async () => {
    await meet(stage);
    await pause(SETTLED_MS);
  });
  await tell("steady", () => pause(SETTLED_MS));
  await tell("one restarts ICE", async () => {
    await b.page.evaluate(() => duetEvidence.peer?.restartIce());
    await pause(SETTLED_MS);
  });
  await tell("again", async () => {
    await b.page.evaluate(() => duetEvidence.peer?.restartIce());
    await pause(SETTLED_MS);
  });
  for (let i = 0; i < 3; i++) {
    await tell("one reloads", async () => {
      const at = Date.now();
      await b.page.reload();
      await mediaBackAfterMs(a.page, at);
      await pause(SETTLED_MS);
    });
  }
  await tell("one leaves", async () => {
    await b.leave();
    await pause(SETTLED_MS);
  });
  await tell("both leave", async () => {
    await a.leave();
    await pause(SETTLED_MS);
  });
}
