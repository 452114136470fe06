import { assert, assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import { MAX_CHAT_BYTES } from "../../../call/messages/chat.ts";
import {
  MAX_CANDIDATES,
  MAX_MESSAGE_CHARS,
  MAX_SDP_CHARS,
  parsePeerMessage,
  personName,
} from "../../../call/messages/peer_message.ts";
import { MAX_NAME_CHARS } from "../../../call/messages/person_name.ts";

const parse = (value: unknown) => parsePeerMessage(JSON.stringify(value));
const route = { from: "a", to: null, seq: 1, ack: 0 };
const media = { microphone: true, camera: false, screen: false };

Deno.test("parsePeerMessage() never throws, whatever comes", () => {
  fc.assert(fc.property(
    fc.oneof(fc.string(), fc.json(), fc.anything()),
    (anything) => {
      parsePeerMessage(anything);
    },
  ));
});

Deno.test("parsePeerMessage() keeps each kind of message as it was said", () => {
  const candidate = {
    candidate: "candidate:1 1 udp 1 10.0.0.1 9 typ host",
    sdpMid: "0",
    sdpMLineIndex: 0,
    usernameFragment: "abcd",
  };
  const description = { type: "offer", sdp: "v=0\r\n" };
  for (
    const message of [
      { type: "hello", person: "p", name: "Ann", ...media },
      { type: "media", ...media },
      { type: "description", ...route, description },
      { type: "candidates", ...route, to: "b", candidates: [candidate] },
      { type: "chat", id: "1", text: "<b>hi</b>" },
      { type: "chat-received", id: "1" },
      { type: "door", answer: "asked" },
      { type: "beat", audio: 3, video: 4 },
      { type: "restart-wanted", heard: 7 },
      { type: "rebuild-wanted", connection: "c1" },
      { type: "hand", raised: true },
      { type: "reaction", reaction: "heart" },
      { type: "bye" },
    ]
  ) assertEquals<unknown>(parse(message), message);
});

Deno.test("parsePeerMessage() refuses what goes beyond its limits", () => {
  const name = "n".repeat(MAX_NAME_CHARS + 1);
  const text = "t".repeat(MAX_CHAT_BYTES + 1);
  const sdp = "s".repeat(MAX_SDP_CHARS + 1);
  const candidates = Array(MAX_CANDIDATES + 1).fill({
    candidate: "",
    sdpMid: null,
    sdpMLineIndex: null,
    usernameFragment: null,
  });
  for (
    const message of [
      { type: "hello", person: "p", name, ...media },
      { type: "chat", id: "1", text },
      { type: "chat", id: "not an id!", text: "t" },
      { type: "description", ...route, description: { type: "offer", sdp } },
      { type: "description", ...route, description: { type: "rollback" } },
      { type: "candidates", ...route, candidates },
      { type: "media", microphone: 1, camera: false, screen: false },
      { type: "hand", raised: "up" },
      { type: "reaction", reaction: "constructor" },
      { type: "reaction", reaction: "<b>" },
      { type: "surprise" },
    ]
  ) assertEquals(parse(message), null);
});

Deno.test("parsePeerMessage() is quick with the longest message, however many faults it has", () => {
  const candidates = Array(19_000).fill(1);
  const text = JSON.stringify({ type: "candidates", ...route, candidates });
  assert(text.length <= MAX_MESSAGE_CHARS);
  const startMs = performance.now();
  for (let i = 0; i < 40; i++) assertEquals(parsePeerMessage(text), null);
  const tookMs = performance.now() - startMs;
  // 10 ms, or a second where each of the faults is listed.
  assert(tookMs < 300, `${tookMs} ms`);
});

Deno.test("personName() is a line of whole graphemes, and empty where it shows nothing", () => {
  const family = "👩‍👩‍👧‍👦";
  const cases: [string, string][] = [
    [" Ann\n", "Ann"],
    ["می‌خواهم", "می‌خواهم"],
    [family.repeat(4), family.repeat(3)],
    ["x".repeat(39) + " y", "x".repeat(39)],
    ["x".repeat(39) + "🦊", "x".repeat(39)],
    ["z" + "\u0301".repeat(60), "z" + "\u0301".repeat(8)],
    ["\u200b\u3164", ""],
    ["\u2800", ""],
    ["\u0301", ""],
    ["", ""],
  ];
  for (const [claimed, name] of cases) {
    assertEquals(personName(claimed), name);
    const hello = parse({
      type: "hello",
      person: "p",
      name: claimed.slice(0, MAX_NAME_CHARS),
      ...media,
    });
    assert(hello?.type === "hello");
    assertEquals(hello.name, personName(claimed.slice(0, MAX_NAME_CHARS)));
  }
});
