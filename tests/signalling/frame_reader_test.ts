import { assert, assertEquals } from "@std/assert";
import { fc } from "../fast_check.ts";
import {
  type FrameProblem,
  FrameReader,
} from "../../signalling/front/frame_reader.ts";

const MAX_BYTES = 300;
const encoder = new TextEncoder();

interface Frame {
  opcode: number;
  payload: Uint8Array;
  fin?: boolean;
  mask?: number[];
}

/** As RFC 6455 § 5.2 has it. */
function encode({ opcode, payload, fin = true, mask = [7, 0, 255, 1] }: Frame) {
  const { length } = payload;
  const size = length < 126
    ? [length]
    : length < 65_536
    ? [126, length >> 8, length & 255]
    : [127, 0, 0, 0, 0, 0, length >> 16, length >> 8 & 255, length & 255];
  size[0] = 0x80 | (size[0] ?? 0);
  const masked = payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0));
  return new Uint8Array([
    (fin ? 0x80 : 0) | opcode,
    ...size,
    ...mask,
    ...masked,
  ]);
}

type Heard = [what: string, data: unknown];

/** Feeds bytes in pieces of the given sizes, over and over. */
function read(bytes: Uint8Array, sizes: number[] = [bytes.length], rest = 0) {
  const heard: Heard[] = [];
  const reader = new FrameReader(MAX_BYTES, bytes.slice(0, rest));
  const sink = {
    message: (data: string | Uint8Array) => heard.push(["message", data]),
    ping: (data: Uint8Array) => heard.push(["ping", data]),
    close: (code: number | null) => heard.push(["close", code]),
  };
  let problem: FrameProblem | null = reader.read(0, sink);
  let heldBytes = 0;
  for (let at = rest, turn = 0; at < bytes.length && problem === null; turn++) {
    const room = reader.room();
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    const piece = bytes.subarray(at, at + Math.min(size, room.length));
    assert(piece.length > 0, "there is always room");
    room.set(piece);
    problem = reader.read(piece.length, sink);
    heldBytes = Math.max(heldBytes, reader.heldBytes);
    at += piece.length;
  }
  return { heard, problem, heldBytes };
}

function concat(frames: Frame[]): Uint8Array {
  return new Uint8Array(frames.flatMap((frame) => [...encode(frame)]));
}

const text = (words: string, fin = true, opcode = 1): Frame => ({
  opcode,
  payload: encoder.encode(words),
  fin,
});

Deno.test("read() takes a message up to the limit, and refuses the next by its header", () => {
  const fits = "x".repeat(MAX_BYTES);
  assertEquals(read(concat([text(fits)])).heard, [["message", fits]]);
  const header = concat([text(`${fits}x`)]).subarray(0, 8);
  assertEquals(read(header), {
    heard: [],
    problem: "too-big",
    heldBytes: 2048,
  });
});

Deno.test("read() counts fragments together", () => {
  const half = "x".repeat(MAX_BYTES / 2);
  assertEquals(
    read(concat([text(half, false), text(half, true, 0)])).heard,
    [["message", half + half]],
  );
  assertEquals(
    read(concat([text(half, false), text(`${half}x`, true, 0)])).problem,
    "too-big",
  );
});

Deno.test("read() takes control frames between fragments", () => {
  const ping = { opcode: 9, payload: encoder.encode("?") };
  const pong = { opcode: 10, payload: encoder.encode("!") };
  const frames = [text("é", false), ping, pong, text("è", true, 0)];
  assertEquals(read(concat(frames), [1]).heard, [
    ["ping", ping.payload],
    ["message", "éè"],
  ]);
});

Deno.test("read() keeps a byte order mark, and joins characters over fragments", () => {
  const bytes = encoder.encode("\ufeff€");
  for (let cut = 0; cut <= bytes.length; cut++) {
    const frames = [
      { opcode: 1, payload: bytes.slice(0, cut), fin: false },
      { opcode: 0, payload: bytes.slice(cut) },
    ];
    assertEquals(read(concat(frames)).heard, [["message", "\ufeff€"]]);
  }
});

const WRONG: [what: string, bytes: number[], problem: FrameProblem][] = [
  ["an unmasked frame", [0x81, 0x00], "protocol"],
  ["a reserved bit", [0xc1, 0x80, 0, 0, 0, 0], "protocol"],
  ["a reserved opcode", [0x83, 0x80, 0, 0, 0, 0], "protocol"],
  ["a reserved control opcode", [0x8b, 0x80, 0, 0, 0, 0], "protocol"],
  ["a fragmented ping", [0x09, 0x80, 0, 0, 0, 0], "protocol"],
  ["a long ping", [0x89, 0xfe, 0, 126], "protocol"],
  ["a continuation of nothing", [0x80, 0x80, 0, 0, 0, 0], "protocol"],
  ["a message inside a message", [1, 0x80, 0, 0, 0, 0, 1, 0x80], "protocol"],
  ["a length longer than it need be", [0x81, 0xfe, 0, 125], "protocol"],
  [
    "a long length longer than it need be",
    [0x81, 0xff, 0, 0, 0, 0, 0, 0, 255, 255],
    "protocol",
  ],
  ["exabytes", [0x82, 0xff, ...Array(8).fill(255)], "too-big"],
  ["half a close code", [0x88, 0x81, 0, 0, 0, 0, 3], "protocol"],
  ["a secret close code", [0x88, 0x82, 0, 0, 0, 0, 3, 0xed], "protocol"],
  ["a close code of nobody", [0x88, 0x82, 0, 0, 0, 0, 0, 1], "protocol"],
  [
    "a reason that is not UTF-8",
    [0x88, 0x83, 0, 0, 0, 0, 3, 232, 255],
    "not-utf8",
  ],
  ["text that is not UTF-8", [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], "not-utf8"],
];

for (const [what, bytes, problem] of WRONG) {
  Deno.test(`read() refuses ${what}`, () => {
    const whole = read(new Uint8Array(bytes));
    assertEquals([whole.heard, whole.problem], [[], problem]);
    assertEquals(read(new Uint8Array(bytes), [1]).problem, problem);
  });
}

Deno.test("read() hears nothing after a close frame", () => {
  const close = { opcode: 8, payload: new Uint8Array([3, 232]) };
  assertEquals(read(concat([close, text("x")])).heard, [["close", 1000]]);
  const bare = { opcode: 8, payload: new Uint8Array() };
  assertEquals(read(concat([bare, text("x")])).heard, [["close", null]]);
});

const words = fc.string({ unit: "binary", maxLength: 60 })
  .map((word) => word.toWellFormed());
const mask = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 });
const control = fc.record({
  opcode: fc.constantFrom(9, 10),
  payload: fc.uint8Array({ maxLength: 125 }),
  mask,
});
const message = fc.record({
  words,
  cuts: fc.array(fc.nat(60), { maxLength: 3 }),
  controls: fc.array(control, { maxLength: 2 }),
  mask,
});

Deno.test("read() hears the same however the bytes are cut", () => {
  fc.assert(fc.property(
    fc.array(message, { maxLength: 5 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
    fc.nat(50),
    (messages, sizes, rest) => {
      const frames: Frame[] = [];
      const expected: Heard[] = [];
      for (const { words, cuts, controls, mask } of messages) {
        const bytes = encoder.encode(words);
        const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length]
          .sort((a, b) => a - b);
        ends.forEach((end, i) => {
          const payload = bytes.slice(ends[i - 1] ?? 0, end);
          const fin = i === ends.length - 1;
          frames.push({ opcode: i === 0 ? 1 : 0, payload, fin, mask });
          if (fin) expected.push(["message", words]);
          for (const frame of controls) {
            frames.push(frame);
            if (frame.opcode === 9) expected.push(["ping", frame.payload]);
          }
        });
      }
      const bytes = concat(frames);
      const result = read(bytes, sizes, Math.min(rest, bytes.length));
      assertEquals(result.problem, null);
      assertEquals(result.heard, expected);
    },
  ));
});

Deno.test("read() never throws, and never holds more than a message and a frame", () => {
  const nearlyFrames = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      message.map(({ words, mask }) =>
        encode({ opcode: 1, payload: encoder.encode(words), mask })
      ),
      fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) =>
        new Uint8Array([a, b | 0x80, 0, 200])
      ),
    ),
    { maxLength: 20 },
  ).map((parts) => new Uint8Array(parts.flatMap((part) => [...part])));
  fc.assert(
    fc.property(nearlyFrames, fc.nat(30), (bytes, size) => {
      assert(read(bytes, [size]).heldBytes <= 2048 + MAX_BYTES);
    }),
    { numRuns: 2_000 },
  );
});
