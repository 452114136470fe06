import { assert, assertEquals } from "@std/assert";
import { fc } from "../fast_check.ts";
import {
  type ClientMessage,
  ERROR_CODES,
  MAX_DATA_CHARS,
  MAX_DRAIN_MS,
  MAX_ICE_URLS,
  MAX_MESSAGE_BYTES,
  MAX_SERVER_MESSAGE_BYTES,
  parseClientMessage,
  parseServerMessage,
  PING_INTERVAL_MS,
  type ServerMessage,
} from "../../signalling/protocol.ts";

const BASE64URL =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const word = (min: number, max: number) =>
  fc.string({
    unit: fc.constantFrom(...BASE64URL),
    minLength: min,
    maxLength: max,
  });
const id = word(11, 43);
const counter = fc.nat(Number.MAX_SAFE_INTEGER);
const ordinal = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const seat = fc.constantFrom(0 as const, 1 as const);
const data = fc.string({ unit: "grapheme", maxLength: 200 });
const type = <const T extends string>(name: T) => ({ type: fc.constant(name) });

const signal = fc.record({
  ...type("signal"),
  seq: ordinal,
  ack: counter,
  data,
});
const card = word(1, 256);
const lock = fc.record({ ...type("lock"), locked: fc.boolean() });
const empty = [
  fc.record(type("ping")),
  fc.record(type("pong")),
];

const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({
    ...type("join"),
    token: word(43, 43),
    resume: fc.record({ seat, secret: id, received: counter }),
    data,
    locked: fc.record({ with: id }, { requiredKeys: [] }),
  }, { requiredKeys: ["type", "token"] }),
  fc.record({ ...type("look"), token: word(43, 43) }),
  fc.record({ ...type("card"), card }),
  lock,
  signal,
  fc.record(type("leave")),
  ...empty,
);

const peer = { id, epoch: ordinal, received: counter };
const ice = fc.array(
  fc.record({
    urls: fc.array(
      fc.tuple(
        fc.constantFrom("stun:", "stuns:", "turn:", "turns:"),
        fc.string({ maxLength: 200 }),
      ).map((parts) => parts.join("")),
      { maxLength: 4 },
    ),
    username: fc.string(),
    credential: fc.string(),
  }, { requiredKeys: ["urls"] }),
  { maxLength: 4 },
);
const interval = fc.integer({ ...PING_INTERVAL_MS });

const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(
  fc.record({
    ...type("joined"),
    self: id,
    seat,
    epoch: ordinal,
    resume: id,
    peer: fc.option(
      fc.record({
        ...peer,
        state: fc.constantFrom("here" as const, "reconnecting" as const),
      }),
    ),
    ice,
    locked: fc.boolean(),
    heartbeat: fc.record({ intervalMs: interval, timeoutMs: interval }),
  }, {
    requiredKeys: [
      "type",
      "self",
      "seat",
      "epoch",
      "resume",
      "peer",
      "ice",
      "heartbeat",
    ],
  }),
  fc.record({
    ...type("present"),
    people: fc.array(fc.record({ card }, { requiredKeys: [] }), {
      maxLength: 2,
    }),
    locked: fc.boolean(),
    mayJoin: fc.boolean(),
  }, { requiredKeys: ["type", "people", "locked"] }),
  lock,
  fc.record({
    ...type("peer"),
    ...peer,
    state: fc.constantFrom(
      "here" as const,
      "reconnecting" as const,
      "gone" as const,
    ),
    data,
    ice,
  }, { requiredKeys: ["type", "id", "epoch", "received", "state"] }),
  signal,
  ...empty,
  fc.record({ ...type("drain"), afterMs: fc.nat(MAX_DRAIN_MS) }),
  fc.record({
    ...type("error"),
    code: fc.constantFrom(...ERROR_CODES),
    fatal: fc.boolean(),
  }),
);

Deno.test("parse…Message() never throws, whatever comes", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.anything(),
    fc.anything().map((value) => JSON.stringify(value)),
  );
  fc.assert(fc.property(anything, (frame) => {
    for (const parse of [parseClientMessage, parseServerMessage]) {
      const parsed = parse(frame);
      if (!parsed.ok) {
        assert(["bad-message", "too-big"].includes(parsed.reason));
      }
    }
  }));
});

Deno.test("parseClientMessage() reads what was written", () => {
  fc.assert(fc.property(clientMessage, (message) => {
    const parsed = parseClientMessage(JSON.stringify(message));
    // Through JSON, which has no objects without a prototype.
    assertEquals(parsed, {
      ok: true,
      message: JSON.parse(JSON.stringify(message)),
    });
  }));
});

Deno.test("parseServerMessage() reads what was written, and overlooks what is new", () => {
  fc.assert(fc.property(serverMessage, (message) => {
    const written = JSON.stringify({ ...message, later: "version" });
    assertEquals(parseServerMessage(written), {
      ok: true,
      message: JSON.parse(JSON.stringify(message)),
    });
  }));
});

const JOINED = {
  type: "joined",
  self: "A".repeat(22),
  seat: 0,
  epoch: 1,
  resume: "A".repeat(22),
  peer: null,
  ice: [],
  heartbeat: { intervalMs: 10_000, timeoutMs: 30_000 },
};

Deno.test("parseServerMessage() cuts every time to wait to what a timer can take", () => {
  const { min, max } = PING_INTERVAL_MS;
  // As text: JSON.stringify() writes no infinity.
  for (
    const [said, expectedMs] of [
      ["-1", min],
      ["0", min],
      ["1", min],
      ["0.5", min],
      ["2147483648", max],
      ["9007199254740991", max],
      ["9007199254740992", max],
      ["1e999", max],
    ] as const
  ) {
    const joined = parseServerMessage(
      JSON.stringify(JOINED).replace("10000", said),
    );
    assert(joined.ok && joined.message.type === "joined", said);
    assertEquals(joined.message.heartbeat.intervalMs, expectedMs);
    const drain = parseServerMessage(`{"type":"drain","afterMs":${said}}`);
    assert(drain.ok && drain.message.type === "drain", said);
    const { afterMs } = drain.message;
    assert(afterMs >= 0 && afterMs <= MAX_DRAIN_MS, said);
  }
  for (const said of ["null", '"10"', "[]", "true"]) {
    const joined = JSON.stringify(JOINED).replace("10000", said);
    assert(!parseServerMessage(joined).ok, said);
    assert(!parseServerMessage(`{"type":"drain","afterMs":${said}}`).ok, said);
  }
});

Deno.test("parseServerMessage() takes a few ICE servers, of the kinds that there are", () => {
  const takes = (ice: unknown) =>
    parseServerMessage(JSON.stringify({ ...JOINED, ice })).ok;
  const urls = (count: number) => Array<string>(count).fill("stun:a.example");
  assert(takes([{ urls: urls(MAX_ICE_URLS) }]));
  assert(takes(urls(MAX_ICE_URLS).map((url) => ({ urls: [url] }))));
  assert(!takes([{ urls: urls(MAX_ICE_URLS + 1) }]));
  assert(!takes([{ urls: urls(MAX_ICE_URLS) }, { urls: urls(1) }]));
  assert(!takes(Array(MAX_ICE_URLS + 1).fill({ urls: [] })));
  for (const url of ["", "http://a", "javascript:1", "stun", "xturn:a"]) {
    assert(!takes([{ urls: [url] }]), url);
  }
  assert(!takes([{ urls: [`stun:${"a".repeat(300)}`] }]));
  assert(!takes([{ urls: urls(1), username: "a".repeat(2_000) }]));
  assert(!takes([{ urls: urls(1), credential: "a".repeat(2_000) }]));
});

Deno.test("parseClientMessage() refuses every unknown field and type", () => {
  fc.assert(fc.property(clientMessage, (message) => {
    for (const change of [{ extra: 1 }, { type: "shout" }, { type: null }]) {
      assertEquals(
        parseClientMessage(JSON.stringify({ ...message, ...change })),
        {
          ok: false,
          reason: "bad-message",
        },
      );
    }
  }));
});

const TOKEN = "A".repeat(43);
const BAD: unknown[] = [
  "",
  "null",
  "[]",
  '"ping"',
  "{",
  new Uint8Array([123, 125]),
  { type: "ping" },
  JSON.stringify({ type: "join" }),
  JSON.stringify({ type: "join", token: `${TOKEN}A` }),
  JSON.stringify({ type: "join", token: `${TOKEN.slice(1)}+` }),
  JSON.stringify({ type: "join", token: TOKEN, resume: null }),
  JSON.stringify({ type: "join", token: TOKEN, resume: { seat: 2 } }),
  JSON.stringify({
    type: "join",
    token: TOKEN,
    resume: { seat: 0, secret: TOKEN, received: 0, epoch: 1e9 + 1 },
  }),
  JSON.stringify({ type: "join", token: TOKEN, locked: true }),
  JSON.stringify({ type: "join", token: TOKEN, locked: { with: "me" } }),
  JSON.stringify({ type: "look" }),
  JSON.stringify({ type: "look", token: TOKEN, data: "" }),
  JSON.stringify({ type: "card", card: "" }),
  JSON.stringify({ type: "card", card: "A".repeat(257) }),
  JSON.stringify({ type: "card", card: "Nora, in plain text" }),
  JSON.stringify({ type: "lock" }),
  JSON.stringify({ type: "lock", locked: 1 }),
  JSON.stringify({ type: "present", people: [], locked: false }),
  JSON.stringify({ type: "signal", seq: 0, ack: 0, data: "" }),
  JSON.stringify({ type: "signal", seq: 1, ack: -1, data: "" }),
  JSON.stringify({ type: "signal", seq: 1.5, ack: 0, data: "" }),
  JSON.stringify({ type: "signal", seq: 2 ** 53, ack: 0, data: "" }),
  JSON.stringify({ type: "signal", seq: "1", ack: 0, data: "" }),
  JSON.stringify({ type: "signal", seq: 1, ack: 0, data: { sdp: "" } }),
  JSON.stringify({
    type: "signal",
    seq: 1,
    ack: 0,
    data: "x".repeat(MAX_DATA_CHARS + 1),
  }),
];

Deno.test("parseClientMessage() refuses what is nearly right", () => {
  for (const frame of BAD) {
    assertEquals(
      parseClientMessage(frame),
      { ok: false, reason: "bad-message" },
      String(frame).slice(0, 80),
    );
  }
});

Deno.test("parseClientMessage() measures in bytes, to the byte", () => {
  const padded = (bytes: number, filler: string) => {
    const ping = '{"type":"ping"}';
    const width = new TextEncoder().encode(filler).length;
    const count = Math.floor((bytes - ping.length) / width);
    const spaces = " ".repeat(bytes - ping.length - count * width);
    return filler === " "
      ? ping + spaces + filler.repeat(count)
      : `"${filler.repeat(count)}"${spaces}${" ".repeat(ping.length - 2)}`;
  };
  assert(parseClientMessage(padded(MAX_MESSAGE_BYTES, " ")).ok);
  for (const filler of [" ", "é", "漢", "😀"]) {
    const [fits, over] = [MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES + 1].map((n) =>
      parseClientMessage(padded(n, filler))
    );
    assert(fits?.ok || fits?.reason === "bad-message");
    assertEquals(over, { ok: false, reason: "too-big" });
  }
  assert(parseServerMessage(padded(MAX_SERVER_MESSAGE_BYTES, " ")).ok);
  assertEquals(parseServerMessage(padded(MAX_SERVER_MESSAGE_BYTES + 1, " ")), {
    ok: false,
    reason: "too-big",
  });
});
