import { assert, assertEquals } from "@std/assert";
import { fc } from "../fast_check.ts";
import {
  fingerprintFromText,
  fingerprintOf,
} from "../../sealing/fingerprint.ts";

function spell(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join(":").toUpperCase();
}

const OURS = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const OTHER = Uint8Array.from({ length: 32 }, (_, i) => i);
const TEXT = spell(OURS);

function sdp(...lines: string[]): string {
  return ["v=0", "s=-", ...lines, "m=audio 9 UDP/TLS/RTP/SAVPF 111", ""]
    .join("\r\n");
}

Deno.test("fingerprintFromText() reads 32 pairs of hexadecimal digits, and nothing else", () => {
  assertEquals(fingerprintFromText(TEXT), OURS);
  assertEquals(fingerprintFromText(TEXT.toLowerCase()), OURS);
  for (
    const text of [
      "",
      TEXT.slice(3),
      `${TEXT}:00`,
      `${TEXT}:`,
      TEXT.replaceAll(":", ""),
      TEXT.replace("FF", "FG"),
      TEXT.replace("FF", "F"),
      ` ${TEXT}`,
      `${TEXT}\n`,
    ]
  ) assertEquals(fingerprintFromText(text), null, JSON.stringify(text));
});

Deno.test("fingerprintOf() reads the fingerprint at session or media level", () => {
  const line = `a=fingerprint:sha-256 ${TEXT}`;
  assertEquals(fingerprintOf(sdp(line)), OURS);
  assertEquals(fingerprintOf(sdp() + line), OURS);
  assertEquals(fingerprintOf(`${sdp(line)}${line}\r\n`), OURS);
  assertEquals(fingerprintOf(sdp(line).replaceAll("\r\n", "\n")), OURS);
  const upper = `a=fingerprint:SHA-256 ${TEXT.toLowerCase()}`;
  assertEquals(fingerprintOf(sdp(upper, line)), OURS);
});

Deno.test("fingerprintOf() gives nothing when there is a doubt", () => {
  const line = `a=fingerprint:sha-256 ${TEXT}`;
  const doubtful: Record<string, string> = {
    "none": sdp(),
    "two differ": sdp(line, `a=fingerprint:sha-256 ${spell(OTHER)}`),
    "another algorithm": sdp(`a=fingerprint:sha-1 ${TEXT.slice(0, 59)}`),
    "another algorithm too": sdp(
      line,
      `a=fingerprint:sha-512 ${TEXT}:${TEXT}`,
    ),
    "a prefix of the name": sdp(`a=fingerprint:sha-25 ${TEXT}`),
    "two spaces": sdp(line.replace(" ", "  ")),
    "trailing space": sdp(`${line} `),
    "leading space": sdp(line, ` a=fingerprint:sha-256 ${spell(OTHER)}`),
    "upper case": sdp(line, `A=FINGERPRINT:sha-256 ${spell(OTHER)}`),
    "bare carriage return": sdp(
      `s=x\ra=fingerprint:sha-256 ${spell(OTHER)}`,
      line,
    ),
    "end of string": sdp(line, `s=x\0a=fingerprint:sha-256 ${spell(OTHER)}`),
    "other line separator": sdp(line, `s=x\u2028${line}`),
  };
  for (const [name, text] of Object.entries(doubtful)) {
    assertEquals(fingerprintOf(text), null, name);
  }
});

/** Every fingerprint that the most liberal of readers would see. */
function seenByAnyone(text: string): Set<string> {
  const found = text.matchAll(/fingerprint\s*:\s*(\S+)\s+([0-9a-f:]*)/gi);
  return new Set(
    Array.from(found, ([, hash, hex]) => `${hash} ${hex}`.toUpperCase()),
  );
}

Deno.test("fingerprintOf() sees no other fingerprint than any other reader, in 20,000 mutations", () => {
  const lines = [
    `a=fingerprint:sha-256 ${TEXT}`,
    `a=fingerprint:sha-256 ${spell(OTHER)}`,
    `a=fingerprint:sha-1 ${TEXT.slice(0, 59)}`,
    "a=setup:actpass",
    "a=fingerprint:",
  ];
  const pieces = fc.constantFrom(..."\r\n\t :a=f0F\0\u2028", "\r\n");
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(3),
    insert: fc.oneof(pieces, fc.constantFrom(...lines), fc.constant("")),
  });
  let read = 0;
  fc.assert(
    fc.property(
      fc.subarray(lines),
      fc.array(edit, { maxLength: 3 }),
      (chosen, edits) => {
        let text = sdp(...chosen);
        for (const { at, cut, insert } of edits) {
          const index = Math.floor(at * text.length);
          text = text.slice(0, index) + insert + text.slice(index + cut);
        }
        const fingerprint = fingerprintOf(text);
        if (fingerprint === null) return;
        read++;
        assertEquals(
          seenByAnyone(text),
          new Set([`SHA-256 ${spell(fingerprint)}`]),
        );
      },
    ),
    { numRuns: 20_000 },
  );
  assert(read > 100, `${read} were read`);
});
