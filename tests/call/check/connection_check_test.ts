import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import {
  type Advice,
  adviseOn,
  type Findings,
  lobbyAdvice,
  NO_FINDINGS,
  OPEN,
  type Outcome,
  relayFailure,
  type RelayFinding,
  relayTransport,
  type StepFailure,
  stunAnswered,
  WEIGHT,
} from "../../../call/check/connection_check.ts";
import {
  ADVICE,
  browserName,
  checkLines,
  reportText,
} from "../../../components/words/check.ts";

const PASSED: Outcome = { kind: "passed", tookMs: 12.3, addresses: [] };
const ABSENT: Outcome = { kind: "absent" };

function failed(reason: StepFailure): Outcome {
  return { kind: "failed", reason, addresses: [] };
}

function over(
  transport: RelayFinding["transport"],
  outcome: Outcome,
): RelayFinding {
  return { transport, outcome };
}

const WELL: Findings = {
  page: "able",
  microphone: "granted",
  camera: "granted",
  server: PASSED,
  signalling: PASSED,
  webrtc: PASSED,
  stun: PASSED,
  relays: [over("udp", PASSED)],
};

const STUN: readonly Outcome[] = [OPEN, PASSED, ABSENT, failed("unreached")];
const RELAYS: readonly (readonly RelayFinding[] | null)[] = [
  null,
  [],
  [over("udp", OPEN)],
  [over("udp", PASSED)],
  [over("udp", failed("unreached"))],
  [over("udp", failed("no-bytes"))],
  [over("udp", failed("refused"))],
  [over("udp", failed("unreached")), over("tls", PASSED)],
  [over("udp", failed("refused")), over("tcp", failed("unreached"))],
];

/** Rows as RELAYS, columns as STUN: open, passed, absent, failed. */
const PATHS: readonly (readonly Advice[])[] = [
  ["all-well", "all-well", "all-well", "stun-silent"],
  ["no-relay", "no-relay", "nothing-configured", "stun-silent"],
  ["all-well", "all-well", "all-well", "stun-silent"],
  ["all-well", "all-well", "all-well", "relay-only-way"],
  ["relays-silent", "relays-silent", "relays-silent", "network-closed"],
  ["relays-silent", "relays-silent", "relays-silent", "network-closed"],
  ["relays-refused", "relays-refused", "relays-refused", "relays-refused"],
  ["relays-partly", "relays-partly", "relays-partly", "relay-only-way"],
  ["relays-refused", "relays-refused", "relays-refused", "relays-refused"],
];

Deno.test("adviseOn() has one advice for every way that STUN and relays can end", () => {
  RELAYS.forEach((relays, row) =>
    STUN.forEach((stun, column) =>
      assertEquals(
        adviseOn({ ...WELL, stun, relays }),
        PATHS[row]?.[column],
        JSON.stringify({ stun, relays }),
      )
    )
  );
});

Deno.test("adviseOn() names the first thing that is wrong, whatever comes after it", () => {
  const worst: Findings = {
    ...WELL,
    camera: "denied",
    webrtc: failed("no-bytes"),
    stun: failed("unreached"),
    relays: [over("udp", failed("refused"))],
  };
  const ladder: readonly [Partial<Findings>, Advice][] = [
    [{ page: "insecure", server: failed("unreached") }, "insecure"],
    [{ page: "unsupported", server: failed("unreached") }, "unsupported"],
    [{ server: failed("unreached") }, "server-unreached"],
    [{ server: failed("restarting") }, "server-restarting"],
    [{ signalling: failed("blocked") }, "sockets-blocked"],
    [{ signalling: failed("restarting") }, "server-restarting"],
    [{ signalling: failed("limited") }, "joins-limited"],
    [{}, "devices-denied"],
    [{ camera: "granted", microphone: "denied" }, "devices-denied"],
    [{ camera: "prompt" }, "webrtc-blocked"],
    [{ camera: "unknown", webrtc: PASSED }, "relays-refused"],
  ];
  for (const [change, advice] of ladder) {
    assertEquals(adviseOn({ ...worst, ...change }), advice);
  }
});

Deno.test("adviseOn() believes a relay that carries bytes more than a page that cannot reach itself", () => {
  const webrtc = failed("no-bytes");
  assertEquals(adviseOn({ ...WELL, webrtc }), "all-well");
  assertEquals(adviseOn({ ...WELL, webrtc, relays: [] }), "webrtc-blocked");
});

Deno.test("adviseOn() advises nothing while nothing is known", () => {
  assertEquals(adviseOn(NO_FINDINGS), "all-well");
});

Deno.test("lobbyAdvice() is silent unless calls fail, and on devices and limits always", () => {
  const silent: Partial<Findings>[] = [
    {},
    { relays: [] },
    { stun: ABSENT, relays: [] },
    { stun: failed("unreached"), relays: [over("tcp", PASSED)] },
    { relays: [over("udp", failed("unreached")), over("tls", PASSED)] },
    { signalling: failed("limited"), stun: OPEN, relays: null },
    { server: failed("restarting"), signalling: OPEN, relays: null },
    { camera: "denied", microphone: "denied" },
  ];
  for (const change of silent) {
    assertEquals(lobbyAdvice({ ...WELL, ...change }), null);
  }
  const loud: [Partial<Findings>, Advice][] = [
    [{ server: failed("unreached") }, "server-unreached"],
    [{ signalling: failed("blocked") }, "sockets-blocked"],
    [{ stun: failed("unreached"), relays: null }, "stun-silent"],
    [{ stun: failed("unreached"), relays: [] }, "stun-silent"],
    [
      { stun: ABSENT, relays: [over("udp", failed("unreached"))] },
      "relays-silent",
    ],
    // What is wrong with the devices hides nothing.
    [{ camera: "denied", server: failed("unreached") }, "server-unreached"],
    [
      { camera: "denied", stun: failed("unreached"), relays: [] },
      "stun-silent",
    ],
  ];
  for (const [change, advice] of loud) {
    assertEquals(lobbyAdvice({ ...WELL, ...change }), advice);
  }
});

Deno.test("relayTransport() reads a TURN address as browsers do", () => {
  assertEquals(relayTransport("turn:a.example"), "udp");
  assertEquals(relayTransport("turn:a.example:80?transport=udp"), "udp");
  assertEquals(relayTransport("turn:a.example?transport=tcp"), "tcp");
  assertEquals(relayTransport("turns:a.example:443?transport=tcp"), "tls");
  assertEquals(relayTransport("TURNS:a.example"), "tls");
});

Deno.test("stunAnswered() takes an early end without errors for an answer", () => {
  const nothing = { reflexive: [], complete: false, errors: [] };
  assertFalse(stunAnswered(nothing));
  assert(stunAnswered({ ...nothing, reflexive: ["203.0.113.7"] }));
  assert(
    stunAnswered({ reflexive: ["203.0.113.7"], complete: true, errors: [701] }),
  );
  // A public address of one's own, or IPv6, makes no candidate.
  assert(stunAnswered({ ...nothing, complete: true }));
  assertFalse(stunAnswered({ ...nothing, complete: true, errors: [701] }));
  // A browser without that event could not have told.
  assertFalse(stunAnswered({ ...nothing, complete: true, errors: null }));
});

Deno.test("relayFailure() tells a relay that refuses from one that is not there", () => {
  assertEquals(relayFailure({ candidates: 0, errors: [] }), "unreached");
  assertEquals(relayFailure({ candidates: 0, errors: [701] }), "unreached");
  assertEquals(relayFailure({ candidates: 0, errors: [701, 401] }), "refused");
  assertEquals(relayFailure({ candidates: 1, errors: [701] }), "no-bytes");
});

Deno.test("ADVICE says what to do about each problem, in words and not in codes", () => {
  for (const [advice, words] of Object.entries(ADVICE)) {
    assert(!/\d{3}|error|undefined/i.test(words), words);
    assertMatch(words, /^[A-Z].*\.$/);
    const weight = WEIGHT[advice as Advice];
    if (weight !== "problem") continue;
    assert(words.split(/[.;:] /).length >= 2, `${advice} has no next step`);
  }
  assertEquals(new Set(Object.values(ADVICE)).size, Object.keys(ADVICE).length);
});

const SECRET = {
  ...WELL,
  server: { ...PASSED, addresses: ["https://192.0.2.1:8000"] },
  webrtc: { ...PASSED, addresses: ["198.51.100.2", "0a1b-2c.local"] },
  stun: { ...PASSED, addresses: ["stun:stun.example:3478", "2001:db8::1"] },
  relays: [
    over("udp", { ...PASSED, addresses: ["turn:192.0.2.9?transport=udp"] }),
    over("tls", {
      kind: "failed",
      reason: "unreached",
      addresses: ["turns:turn.example"],
    }),
  ],
} satisfies Findings;
const AROUND = {
  at: new Date(0),
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/153.0.0.0 Safari/537.36",
};
const ALL_ADDRESSES = [
  "https://192.0.2.1:8000",
  "198.51.100.2",
  "0a1b-2c.local",
  "stun:stun.example:3478",
  "2001:db8::1",
  "turn:192.0.2.9?transport=udp",
  "turns:turn.example",
];

Deno.test("reportText() names every step, and addresses only when told to", () => {
  const without = reportText(SECRET, { ...AROUND, withAddresses: false });
  const withThem = reportText(SECRET, { ...AROUND, withAddresses: true });
  for (const { step, result } of checkLines(SECRET)) {
    assertStringIncludes(without, `- ${step}: ${result}`);
  }
  for (const address of ALL_ADDRESSES) {
    assert(!without.includes(address), address);
    assertStringIncludes(withThem, address);
  }
  assert(
    !/\d+\.\d+\.\d+\.\d+|\.local\b|\.example|2001:/.test(without),
    without,
  );
  assertStringIncludes(without, "1970-01-01T00:00:00.000Z");
  assertStringIncludes(without, ADVICE["relays-partly"]);
});

Deno.test("checkLines() have a line for each relay, and one where there is none", () => {
  const last = (relays: Findings["relays"]) =>
    checkLines({ ...WELL, relays }).at(-1);
  assertEquals(last(null)?.result, "Not tried");
  assertEquals(last([])?.result, "Not configured");
  const steps = checkLines(SECRET).map(({ step }) => step);
  assertEquals(new Set(steps).size, steps.length);
  assert(steps.includes("Relay (TURN) over UDP"));
  assert(steps.includes("Relay (TURN) over TLS"));
});

Deno.test("browserName() is a name and a number", () => {
  const names: [string, string][] = [
    [AROUND.userAgent, "Chrome 153"],
    ["Mozilla/5.0 (X11; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox 150"],
    [
      "Mozilla/5.0 (Windows NT 10.0) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.1.2",
      "Edg 150",
    ],
    [
      "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.3 Safari/605.1.15",
      "Safari 18",
    ],
    ["curl", "unknown"],
  ];
  for (const [userAgent, name] of names) {
    assertEquals(browserName(userAgent), name);
  }
});
