import { assertEquals, assertObjectMatch, assertThrows } from "@std/assert";
import { readConfig } from "../../signalling/config.ts";

function read(env: Record<string, string> = {}) {
  return readConfig((name) => env[name]);
}

Deno.test("readConfig() has a default for everything, and contacts nobody", () => {
  assertEquals(read(), {
    port: 8000,
    host: "0.0.0.0",
    publicOrigin: null,
    trustedProxies: [],
    ice: { stunUrls: [], turn: null },
    limits: {
      sockets: 10_000,
      socketsPerAddress: 60,
      joinsPerMinute: 60,
      looksPerMinute: 60,
      turnPerMinute: 40,
      idleAddresses: 10_000,
      messagesPerSecond: 30,
      messageBurst: 60,
      bufferedBytes: 262_144,
    },
    connections: { total: 12_000, perAddress: 200 },
    headTimeoutMs: 10_000,
    leaseMs: 30_000,
    joinTimeoutMs: 5_000,
    lookTimeoutMs: 120_000,
    heartbeat: { intervalMs: 10_000, timeoutMs: 30_000 },
    drainSpreadMs: 3_000,
  });
});

Deno.test("readConfig() takes an empty variable for an unset one", () => {
  assertEquals(read({ PORT: "", STUN_URLS: "", TURN_SECRET: "" }), read());
});

Deno.test("readConfig() reads lists", () => {
  const config = read({
    STUN_URLS: "stun:a.example, stuns:b.example:5349",
    TRUSTED_PROXIES: "10.0.0.0/8,::1,",
  });
  assertEquals(config.ice.stunUrls, ["stun:a.example", "stuns:b.example:5349"]);
  assertEquals(config.trustedProxies.map((range) => range.prefix), [8, 128]);
});

Deno.test("readConfig() takes every host and port that an ICE server can have", () => {
  const hosts = [
    "a",
    "turn-1.example.com",
    "xn--bcher-kva.example",
    "3com.example",
    "turn.example.",
    "192.0.2.1",
    "[2001:db8::1]",
    "[::ffff:192.0.2.1]",
  ];
  for (const host of hosts) {
    for (const port of ["", ":1", ":3478", ":65535"]) {
      const url = `stun:${host}${port}`;
      assertEquals(read({ STUN_URLS: url }).ice.stunUrls, [url]);
    }
  }
});

Deno.test("readConfig() reads TURN with a secret, or with a name and a word", () => {
  const TURN_URLS = "turn:[2001:db8::1]:3478?transport=tcp,turns:t.example";
  assertObjectMatch(read({ TURN_URLS, TURN_SECRET: "s" }).ice.turn ?? {}, {
    auth: { type: "ephemeral", secret: "s", ttlMs: 3_600_000 },
  });
  const brief = { TURN_URLS, TURN_SECRET: "s", TURN_TTL_SECONDS: "10" };
  assertObjectMatch(read(brief).ice.turn ?? {}, { auth: { ttlMs: 10_000 } });
  assertObjectMatch(
    read({ TURN_URLS, TURN_USERNAME: "u", TURN_CREDENTIAL: "c" }).ice.turn ??
      {},
    { auth: { type: "static", username: "u", credential: "c" } },
  );
});

const TURN_URLS = "turn:turn.example";
const BAD: [env: Record<string, string>, named: string][] = [
  [{ PORT: "http" }, "PORT must be a whole number"],
  [{ PORT: "65536" }, "PORT must be at most 65535"],
  [{ PORT: "-1" }, "PORT must be a whole number"],
  [{ LEASE_MS: "30s" }, "LEASE_MS must be a whole number"],
  [
    { MAX_SOCKETS_PER_ADDRESS: "0" },
    "MAX_SOCKETS_PER_ADDRESS must be at least",
  ],
  [{ PUBLIC_ORIGIN: "call.example" }, "PUBLIC_ORIGIN must be an origin"],
  [
    { PUBLIC_ORIGIN: "https://call.example/" },
    "PUBLIC_ORIGIN must be an origin",
  ],
  [{ PUBLIC_ORIGIN: "ftp://call.example" }, "PUBLIC_ORIGIN must be an origin"],
  [{ TRUSTED_PROXIES: "::1, proxy" }, "TRUSTED_PROXIES must be addresses"],
  [{ STUN_URLS: "turn:a.example" }, "STUN_URLS must be addresses like stun:"],
  [{ STUN_URLS: "stun:a.example:x" }, "STUN_URLS must be addresses like stun:"],
  [{ STUN_URLS: "stun://a.example" }, "STUN_URLS must be addresses like stun:"],
  [{ STUN_URLS: "stun:a:99999" }, "STUN_URLS has an address with a port"],
  [{ STUN_URLS: "stun:ok, stuns:a:0" }, "STUN_URLS has an address with a port"],
  ...[
    "-a.example",
    "a-.example",
    "a..example",
    ".",
    "-",
    "1.2.3.256",
    "1.2.3",
    "1.2.3.4.5",
    "0x7f.1",
    "[::12345]",
    "[1::2::3]",
    "[1.2.3.4]",
    `${"a".repeat(64)}.example`,
  ].map((host): [Record<string, string>, string] => [
    { TURN_URLS: `turn:${host}:3478`, TURN_SECRET: "s" },
    "TURN_URLS has an address whose host is neither",
  ]),
  [
    { TURN_URLS: "turn:a:65536?transport=tcp", TURN_SECRET: "s" },
    "TURN_URLS has an address with a port that is not 1 to 65535",
  ],
  [{ STUN_URLS: "stun:a,".repeat(9) }, "STUN_URLS must be at most 8"],
  [{ STUN_URLS: `stun:${"a".repeat(200)}` }, "STUN_URLS has an address that"],
  [{ TURN_URLS, TURN_SECRET: "s".repeat(513) }, "TURN_SECRET is too long"],
  [
    { TURN_URLS: "https://a.example" },
    "TURN_URLS must be addresses like turn:",
  ],
  [{ TURN_URLS: "turn:a?transport=sctp" }, "TURN_URLS must be addresses like"],
  [{ TURN_URLS, TURN_SECRET: "ß" }, "TURN_SECRET must be printable ASCII"],
  [{ TURN_URLS }, "TURN_URLS needs TURN_SECRET, or"],
  [{ TURN_SECRET: "s" }, "TURN_URLS must be set"],
  [{ TURN_URLS, TURN_USERNAME: "u" }, "TURN_USERNAME and TURN_CREDENTIAL go"],
  [
    { TURN_URLS, TURN_SECRET: "s", TURN_USERNAME: "u", TURN_CREDENTIAL: "c" },
    "TURN_SECRET excludes TURN_USERNAME",
  ],
  [
    { TURN_URLS, TURN_SECRET: "s", TURN_TTL_SECONDS: "3601" },
    "TURN_TTL_SECONDS must be at most 3600",
  ],
  [
    { TURN_URLS, TURN_SECRET: "s", TURN_TTL_SECONDS: "9" },
    "TURN_TTL_SECONDS must be at least 10",
  ],
  [{ TURN_TTL_SECONDS: "1h" }, "TURN_TTL_SECONDS must be a whole number"],
  [{ TURN_URLS: "turn:a,".repeat(9) }, "TURN_URLS must be at most 8"],
  [{ TURN_URLS: "stun:a.example" }, "TURN_URLS must be addresses like turn:"],
  [{ TURN_URLS, TURN_CREDENTIAL: "c" }, "TURN_USERNAME and TURN_CREDENTIAL go"],
  [{ TURN_USERNAME: "u", TURN_CREDENTIAL: "c" }, "TURN_URLS must be set"],
  [
    { HEARTBEAT_INTERVAL_MS: "30000" },
    "HEARTBEAT_TIMEOUT_MS must be more than HEARTBEAT_INTERVAL_MS",
  ],
];

Deno.test("readConfig() names the variable that is wrong, and keeps its value out", () => {
  for (const [env, named] of BAD) {
    const error = assertThrows(() => read(env), TypeError, named);
    const secret = env.TURN_SECRET;
    if (secret !== undefined && secret.length > 9) {
      assertEquals(error.message.includes(secret), false);
    }
  }
});
