import {
  assert,
  assertEquals,
  assertFalse,
  assertLess,
  assertMatch,
} from "@std/assert";
import { until } from "../browser/harness/until.ts";
import { heardBy } from "./lab/heard_candidates.ts";
import { hears } from "./lab/call_record.ts";
import type { Side } from "./lab/lab.ts";
import type { Network } from "./lab/nat_lab.ts";
import {
  meet,
  type NatOptions,
  prepareToMeet,
  setNatStage,
} from "./lab/nat_stage.ts";
import { describePair, selectedPair } from "./lab/selected_pair.ts";

/** From Join to the first frame; on an idle machine it is a fifth of that. */
const FIRST_FRAME_WITHIN_MS = 5_000;

const DIRECT = /^(host|prflx) – (host|prflx)$/;
/** By the address that the router gives; which type says who was faster. */
const MAPPED = /^(srflx|prflx) – (srflx|prflx)$/;
const RELAYED = /relay/;

/** Two networks, the servers that they need, and the way that a call takes. */
const CASES: (NatOptions & { title: string; pair: RegExp })[] = [
  {
    title: "directly where nothing is in between",
    networks: both("open"),
    servers: [],
    pair: DIRECT,
  },
  {
    title: "through two routers that map one port for all, with STUN",
    networks: both("cone"),
    servers: ["stun", "udp"],
    pair: MAPPED,
  },
  {
    title: "through two routers that map a port for each, with TURN",
    networks: both("symmetric"),
    servers: ["stun", "udp"],
    pair: RELAYED,
  },
  {
    title: "through one router of each kind, with TURN",
    networks: { a: "cone", b: "symmetric" },
    servers: ["stun", "udp"],
    pair: RELAYED,
  },
  {
    title: "where no UDP passes on either side, with TURN over TCP",
    networks: both("no-udp"),
    servers: ["stun", "udp", "tcp"],
    pair: /^relay over tcp – relay$/,
  },
  {
    title: "by IPv6 alone",
    networks: both("ipv6"),
    servers: ["stun", "udp"],
    pair: DIRECT,
  },
  {
    title: "by the one version of IP that both have",
    networks: { a: "dual-stack", b: "ipv6" },
    servers: ["stun", "udp"],
    pair: DIRECT,
  },
  {
    title: "where both versions of IP are at hand",
    networks: both("dual-stack"),
    servers: ["stun", "udp"],
    pair: DIRECT,
  },
];

for (const { title, pair, ...options } of CASES) {
  Deno.test(`a call connects ${title}`, async () => {
    await using stage = await setNatStage(options);
    await prepareToMeet(stage);
    const tookMs = await meet(stage);
    for (const side of ["a", "b"] as const) {
      const { page } = stage.people[side];
      const found = describePair(await selectedPair(page));
      console.log(
        `${side}: ${found}, first frame ${
          tookMs[side].toFixed()
        } ms after Join`,
      );
      assertMatch(found, pair, side);
      assertLess(tookMs[side], FIRST_FRAME_WITHIN_MS, side);
      await hears(page);
    }
  });
}

Deno.test("a call connects out of a network that lets only HTTPS through, with TURN over TLS", async () => {
  await using stage = await setNatStage({
    networks: { a: "https-only", b: "cone" },
    servers: ["stun", "udp", "tls"],
  });
  await prepareToMeet(stage);
  const tookMs = await meet(stage);
  const pair = await selectedPair(stage.people.a.page);
  console.log(`${describePair(pair)}, ${tookMs.a.toFixed()} ms after Join`);
  assertEquals(pair?.local.relayProtocol, "tls");
  assertLess(Math.max(tookMs.a, tookMs.b), FIRST_FRAME_WITHIN_MS);
});

Deno.test("a call connects where a browser tells no address of its own machine", async () => {
  await using stage = await setNatStage({
    networks: { a: "cone", b: "cone" },
    servers: ["stun", "udp"],
    flags: {
      a: ["--webrtc-ip-handling-policy=default_public_interface_only"],
    },
  });
  await prepareToMeet(stage);
  const tookMs = await meet(stage);
  const { a, b } = stage.people;
  const pair = describePair(await selectedPair(a.page));
  console.log(`${pair}, ${tookMs.a.toFixed()} ms after Join`);
  assertMatch(pair, MAPPED);
  assertFalse(/ typ host/.test((await heardBy(b.page)).join()));
  assert(/ typ host/.test((await heardBy(a.page)).join()), "b tells theirs");
  assertLess(Math.max(tookMs.a, tookMs.b), FIRST_FRAME_WITHIN_MS);
});

Deno.test("a page says in plain words that there is no way, and goes on trying", async () => {
  await using stage = await setNatStage({
    networks: both("symmetric"),
    servers: ["stun"],
  });
  await prepareToMeet(stage);
  const { people: { a, b }, pages } = stage;
  await b.join();
  const joinedAtMs = Date.now();
  await Promise.all(
    pages.map((page) => page.waitForState("connecting")),
  );
  const words = /No way to the other person so far.*try another one/;
  await Promise.all(pages.map(({ page }) =>
    until(
      page,
      "words",
      async () =>
        words.test(await page.evaluate(() => document.body.innerText)),
      15_000,
    )
  ));
  console.log(`said ${Date.now() - joinedAtMs} ms after Join`);
  assertEquals(await selectedPair(a.page), null);
  assertEquals(await b.state(), "connecting");
});

function both(network: Network): Record<Side, Network> {
  return { a: network, b: network };
}
