/**
 * Messages that are nearly right, from a seed.
 *
 * @module
 */

/** Mulberry32: small, fast, and the same everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = state + 0x6d2b79f5 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

const ID = "A".repeat(22);
const TOKEN = "T".repeat(43);
const SDP = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";
const ROUTE = { from: ID, to: ID, seq: 1, ack: 0 };
const PEER = { id: ID, epoch: 1, received: 0 };
const MEDIA = { microphone: true, camera: true, screen: false };

/** One of each that there is, of all three parsers. */
const SAMPLES: readonly string[] = [
  { type: "join", token: TOKEN, data: "hello", page: ID },
  {
    type: "join",
    token: TOKEN,
    resume: { seat: 0, secret: ID, received: 1, epoch: 2 },
  },
  { type: "signal", seq: 1, ack: 0, data: "x" },
  { type: "signal", to: ID, seq: 2, ack: 1, data: "\u0000\u2028" },
  { type: "join", token: TOKEN, locked: { with: ID } },
  { type: "look", token: TOKEN },
  { type: "card", card: "C".repeat(208) },
  { type: "lock", locked: true },
  { type: "present", people: [{ card: "C" }, {}], locked: false },
  { type: "present", people: [], locked: true, mayJoin: true },
  { type: "leave" },
  { type: "ping" },
  { type: "pong" },
  {
    type: "joined",
    self: ID,
    seat: 0,
    epoch: 1,
    resume: ID,
    peer: { ...PEER, state: "here" },
    ice: [{ urls: ["stun:a"], username: "u", credential: "c" }],
    locked: false,
    heartbeat: { intervalMs: 1, timeoutMs: 2 },
  },
  { type: "peer", ...PEER, state: "gone", ice: [] },
  { type: "drain", afterMs: 1 },
  { type: "error", code: "full", fatal: true },
  { type: "hello", person: ID, name: "Ada", ...MEDIA },
  { type: "description", ...ROUTE, description: { type: "offer", sdp: SDP } },
  {
    type: "candidates",
    ...ROUTE,
    candidates: [{
      candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host",
      sdpMid: "0",
      sdpMLineIndex: 0,
      usernameFragment: "u",
    }],
  },
  { type: "door", answer: "asked" },
  { type: "chat", id: ID, text: "hello" },
  { type: "beat", audio: 1, video: 2 },
  { type: "media", ...MEDIA },
  { type: "restart-wanted", heard: 3 },
  { type: "bye" },
].map((message) => JSON.stringify(message));

/** What has broken parsers before. */
const SPLINTERS = [
  "null",
  "-0",
  "1e999",
  "9007199254740993",
  "0.1",
  '"\\ud800"',
  '"__proto__"',
  '{"__proto__":{"type":"ping"}}',
  '"constructor"',
  "[".repeat(500),
  '{"a":'.repeat(200),
  "]",
  "}",
  ",",
  ":",
  '"',
  "\\",
  "\u0000",
  "\ud800",
  "\ufeff",
  "é".repeat(300),
  "x".repeat(16_384),
];

/** Makes messages without end. */
export class Fuzzer {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  /** A whole number from 0 up to `below`. */
  below(below: number): number {
    return Math.floor(this.#random() * below);
  }

  /** One of these. */
  pick(from: readonly string[]): string {
    return from[this.below(from.length)] ?? "";
  }

  /** A message as it should be. */
  sample(): string {
    return this.pick(SAMPLES);
  }

  /** A message with up to four things wrong. */
  message(): string {
    let text = this.sample();
    for (let wounds = this.below(5); wounds > 0; wounds--) {
      text = this.#wound(text);
    }
    return text;
  }

  /** Bytes that begin as a frame of RFC 6455 would, now and then. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.below(80)).map(() => this.below(256));
    if (bytes.length > 1 && this.below(4) > 0) {
      bytes[0] = 0x80 | (bytes[0] ?? 0) & 15;
      bytes[1] = 0x80 | (bytes[1] ?? 0);
    }
    return bytes;
  }

  #wound(text: string): string {
    const at = this.below(text.length + 1);
    const to = at + this.below(8);
    switch (this.below(6)) {
      case 0:
        return text.slice(0, at) + text.slice(to);
      case 1:
        return text.slice(0, at) + this.pick(SPLINTERS) + text.slice(to);
      case 2:
        return text.slice(0, at);
      case 3:
        return text.slice(0, at) + String.fromCharCode(this.below(65_536)) +
          text.slice(at + 1);
      case 4:
        return text.slice(0, at) + this.sample().slice(this.below(60));
      default:
        return text.replace(/\d+|true|false|"[^"]*"/, this.pick(SPLINTERS));
    }
  }
}
