import { assert, assertEquals } from "@std/assert";
import { fc } from "../fast_check.ts";
import { HeadReader } from "../../signalling/front/head_reader.ts";
import {
  type HeadProblem,
  MAX_FIELDS,
  MAX_HEAD_BYTES,
  parseHead,
  toRequest,
  wantsWebSocket,
} from "../../signalling/front/request_head.ts";

const encoder = new TextEncoder();

function parse(...lines: string[]) {
  return parseHead(encoder.encode(`${lines.join("\r\n")}\r\n\r\n`));
}

const HOST = "Host: call.example";

Deno.test("parseHead() reads the request line and the fields", () => {
  const parsed = parse("GET /room/a?b HTTP/1.1", HOST, "X-A:  1 ", "X-A: 2");
  assert(parsed.ok);
  const { method, target, headers } = parsed.head;
  assertEquals([method, target], ["GET", "/room/a?b"]);
  assertEquals(headers.get("x-a"), "1, 2");
  assertEquals(toRequest(parsed.head)?.url, "http://call.example/room/a?b");
});

const REFUSED: [what: string, lines: string[], reason: HeadProblem][] = [
  ["no request line", ["hello"], "malformed"],
  ["two spaces", ["GET  / HTTP/1.1", HOST], "malformed"],
  ["CONNECT", ["CONNECT a:1 HTTP/1.1", HOST], "malformed"],
  ["no host", ["GET / HTTP/1.1"], "malformed"],
  ["a target without a slash", ["GET x HTTP/1.1", HOST], "malformed"],
  ["a target that is a host", ["GET a:1 HTTP/1.1", HOST], "malformed"],
  ["a target that is a query", ["GET ?x HTTP/1.1", HOST], "malformed"],
  ["a target of another scheme", ["GET ftp://a/ HTTP/1.1", HOST], "malformed"],
  ["a target without a host", ["GET http:///x HTTP/1.1", HOST], "malformed"],
  ["the target of a whole server", ["OPTIONS * HTTP/1.1", HOST], "malformed"],
  [
    "too many fields",
    ["GET / HTTP/1.1", HOST, ...Array<string>(MAX_FIELDS).fill("A: b")],
    "too-long",
  ],
  ["two hosts", ["GET / HTTP/1.1", HOST, HOST], "malformed"],
  ["a folded field", ["GET / HTTP/1.1", HOST, " more"], "malformed"],
  ["a space before a colon", ["GET / HTTP/1.1", HOST, "A : b"], "malformed"],
  ["a line feed alone", ["GET / HTTP/1.1", `${HOST}\nA: b`], "malformed"],
  ["a carriage return alone", ["GET / HTTP/1.1", HOST, "A: b\rc"], "malformed"],
  ["a zero byte", ["GET / HTTP/1.1", HOST, "A: \0"], "malformed"],
  ["HTTP/2", ["PRI * HTTP/2.0"], "bad-version"],
  ["a body", ["POST / HTTP/1.1", HOST, "Content-Length: 1"], "has-body"],
  [
    "two lengths",
    ["POST / HTTP/1.1", HOST, "Content-Length: 0", "Content-Length: 5"],
    "has-body",
  ],
  [
    "a chunked body",
    ["POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked"],
    "has-body",
  ],
  [
    "a long field",
    ["GET / HTTP/1.1", HOST, `A: ${"a".repeat(MAX_HEAD_BYTES)}`],
    "too-long",
  ],
];

for (const [what, lines, reason] of REFUSED) {
  Deno.test(`parseHead() refuses ${what}`, () => {
    assertEquals(parse(...lines), { ok: false, reason });
  });
}

Deno.test("wantsWebSocket() finds it among others, in any case", () => {
  const wants = (upgrade: string) => wantsWebSocket(new Headers({ upgrade }));
  assert(wants("WebSocket"));
  assert(wants("h2c, websocket"));
  assert(!wants("h2c"));
  assert(!wantsWebSocket(new Headers()));
});

Deno.test("toRequest() makes none of what is no address", () => {
  const of = (target: string) => {
    const parsed = parse(`GET ${target} HTTP/1.1`, HOST);
    return parsed.ok ? toRequest(parsed.head)?.url ?? null : "refused";
  };
  assertEquals(of("http://call.example/x"), "http://call.example/x");
  assertEquals(of("HTTP://call.example/x"), "http://call.example/x");
  assertEquals(of("http://a:b/"), null);
  assertEquals(of("http://[/"), null);
  assertEquals(of("*"), "refused");
  assertEquals(of("javascript:1"), "refused");
  assertEquals(of("file:///etc/passwd"), "refused");
});

/** Gives bytes in pieces. */
function streamOf(bytes: Uint8Array, size: number) {
  let at = 0;
  return {
    read(into: Uint8Array): Promise<number | null> {
      const piece = bytes.subarray(at, at + Math.min(size, into.length));
      into.set(piece);
      at += piece.length;
      return Promise.resolve(piece.length === 0 ? null : piece.length);
    },
  };
}

Deno.test("next() finds the same heads however the bytes are cut", async () => {
  const heads = ["GET /1 HTTP/1.1", "HEAD /2 HTTP/1.1", "GET /3 HTTP/1.1"]
    .map((line) => `${line}\r\n${HOST}\r\n\r\n`);
  const bytes = encoder.encode(`\r\n${heads.join("\r\n")}\x81rest`);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 99 }), async (n) => {
      const reader = new HeadReader(streamOf(bytes, n), () => {});
      for (const head of heads) {
        const next = await reader.next();
        assert(next?.ok);
        assertEquals(next.bytes, encoder.encode(head));
      }
    }),
  );
});

Deno.test("next() gives up on a head without an end", async () => {
  const endless = encoder.encode(`GET / HTTP/1.1\r\nA: ${"a".repeat(1e5)}`);
  const reader = new HeadReader(streamOf(endless, 1000), () => {});
  assertEquals(await reader.next(), { ok: false, reason: "too-long" });
});

Deno.test("parseHead() never throws", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    parseHead(bytes);
  }));
  fc.assert(fc.property(fc.string(), fc.string(), (name, value) => {
    const parsed = parse("GET / HTTP/1.1", HOST, `${name}: ${value}`);
    if (parsed.ok) toRequest(parsed.head);
  }));
});
