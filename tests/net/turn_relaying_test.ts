import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { ephemeralCredentials } from "../../signalling/ice.ts";
import { HUB_ADDRESS } from "./lab/lab.ts";
import { type NatLab, openNatLab, TURN_ADDRESS } from "./lab/nat_lab.ts";
import { run } from "./lab/namespace.ts";
import { HERE } from "../browser/harness/scratch.ts";
import type { Question } from "./lab/turn_probe.ts";
import { relayOnHub, TURN_SECRET } from "./lab/turn_server.ts";

const ALLOWED = 200, UNAUTHORIZED = 401, FORBIDDEN = 403, QUOTA = 486;

const PUBLIC = [
  TURN_ADDRESS.v4,
  "8.8.8.8",
  "172.32.0.1",
  "192.169.0.1",
  "100.128.0.1",
  TURN_ADDRESS.v6,
  "2606:4700:4700::1111",
];

/** Loopback, private, link-local and what is neither public nor a person's. */
const REFUSED = [
  "0.0.0.1",
  "10.70.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.0.2.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:10.70.0.1",
  "::ffff:192.168.1.1",
  "::ffff:169.254.169.254",
  "::ffff:0:127.0.0.1",
  "64:ff9b::127.0.0.1",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::1",
  "3fff::1",
  "5f00::1",
  "fc00::1",
  "fd00:70::1",
  "fe80::1",
  "fec0::1",
  "ff02::1",
];

Deno.test("coturn as deployed relays to public addresses, and to no other", async () => {
  await using lab = await openNatLab({ a: "open", b: "open" });
  await using _coturn = await relayOnHub(lab);
  assertEquals(
    await ask(lab, PUBLIC),
    PUBLIC.map((address) => `${address}: ${ALLOWED}`),
  );
  assertEquals(
    await ask(lab, REFUSED),
    REFUSED.map((address) => `${address}: ${FORBIDDEN}`),
  );
});

Deno.test("coturn as deployed relays for nobody whose credentials are expired or made up", async () => {
  await using lab = await openNatLab({ a: "open", b: "open" });
  await using _coturn = await relayOnHub(lab);
  const past = Date.now() - 1_000, future = Date.now() + 60_000;
  const strangers = [
    ephemeralCredentials(TURN_SECRET, past, "late"),
    ephemeralCredentials("another secret", future, "stranger"),
    { username: "", credential: "" },
    // A name without a time would be good for ever.
    {
      ...ephemeralCredentials(TURN_SECRET, future, "timeless"),
      username: "timeless",
    },
  ];
  for (const user of strangers) {
    assertEquals(
      await ask(lab, ["8.8.8.8"], user),
      [`8.8.8.8: ${UNAUTHORIZED}`],
      user.username,
    );
  }
});

Deno.test("coturn as deployed goes on relaying for whoever came before their credentials expired", async () => {
  await using lab = await openNatLab({ a: "open", b: "open" });
  await using _coturn = await relayOnHub(lab);
  // Cut to whole seconds: good for two of them at least.
  const expiresMs = Date.now() + 3_000;
  const user = ephemeralCredentials(TURN_SECRET, expiresMs, "in-time");
  assertEquals(await ask(lab, ["8.8.8.8"], user, 4_000), [
    `8.8.8.8: ${ALLOWED}`,
  ]);
});

Deno.test("coturn as deployed writes nobody's address down", async () => {
  await using lab = await openNatLab({ a: "open", b: "open" });
  await using coturn = await relayOnHub(lab);
  // As a candidate of everybody is who sits behind a router.
  const [machine = ""] = lab.addresses("a");
  assertEquals(await ask(lab, [machine]), [`${machine}: ${FORBIDDEN}`]);
  await coturn.kill();
  assertFalse(coturn.log().includes(machine), coturn.log());
});

Deno.test("coturn behind a public address relays to itself, and to none beside it", async () => {
  // Both relayed sides of a call meet there.
  const itself = "45.70.0.9", neighbour = "10.70.0.2";
  await using lab = await openNatLab({ a: "open", b: "open" });
  const mapped = `--external-ip=${itself}/${HUB_ADDRESS}`;
  await using _coturn = await relayOnHub(lab, [mapped]);
  assertEquals(
    await ask(lab, [itself, neighbour]),
    [`${itself}: ${ALLOWED}`, `${neighbour}: ${FORBIDDEN}`],
  );
});

Deno.test("coturn holds a name to its quota", async () => {
  await using lab = await openNatLab({ a: "open", b: "open" });
  await using _coturn = await relayOnHub(lab, ["--user-quota=1"]);
  // The second allocation of the name, for IPv6, is one too many.
  assertEquals(await ask(lab, ["8.8.8.8"]), [`8.8.8.8: ${QUOTA}`]);
});

/** Asks from the machine of person a: "address: answer" for each. */
async function ask(
  lab: NatLab,
  addresses: readonly string[],
  user = ephemeralCredentials(TURN_SECRET, Date.now() + 60_000, "probe"),
  waitMs = 0,
): Promise<string[]> {
  const question: Question = {
    server: { hostname: TURN_ADDRESS.v4, port: 3478 },
    user,
    waitMs,
    targets: addresses.map(bytesOf),
  };
  const output = await run([
    ...lab.inside("a"),
    Deno.execPath(),
    "run",
    "--no-config",
    "--allow-net",
    `${HERE}../net/lab/turn_probe.ts`,
    JSON.stringify(question),
  ]);
  assertMatch(output, /^\[[\d,]+\]\s$/);
  const answers: number[] = JSON.parse(output);
  return addresses.map((address, index) => `${address}: ${answers[index]}`);
}

/** The bytes of an address; IPv6 as URLs have it, and with IPv4 at its end. */
function bytesOf(address: string): number[] {
  if (!address.includes(":")) return address.split(".").map(Number);
  const host = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = host.split("::");
  const words = (text: string) => text === "" ? [] : text.split(":");
  const before = words(head), after = words(tail ?? "");
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array<string>(gap).fill("0"), ...after];
  assert(all.length === 8);
  return all.flatMap((word) => {
    const value = parseInt(word, 16);
    return [value >> 8, value & 0xff];
  });
}
