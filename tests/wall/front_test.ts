/** Requests through the front come out as Deno's own server would have them. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { protectedResponse } from "../../http/headers.ts";
import { Front } from "../../signalling/front/front.ts";
import { fc } from "../fast_check.ts";
import { FakeClock } from "../signalling/fake_clock.ts";
import { RawClient } from "../signalling/raw_client.ts";
import { assertProtected, parseHead } from "./protection.ts";

const LARGE_BYTES = 8 * 2 ** 20;
const encoder = new TextEncoder();

/** A front before a small site. */
class Site implements AsyncDisposable {
  readonly front: Front;
  readonly seen: string[] = [];
  readonly clock = new FakeClock();

  constructor() {
    this.front = new Front({
      hostname: "127.0.0.1",
      port: 0,
      clock: this.clock,
      handler: (req) => this.#answer(req),
      refuse: (status) => this.#protect(new Response("no\n", { status })),
      maxMessageBytes: 1024,
      headTimeoutMs: 10_000,
      connections: { total: 100, perAddress: 100 },
      trustedProxies: [],
    });
  }

  get port(): number {
    return this.front.addr.port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  #protect(response: Response): Response {
    return protectedResponse(response, { pathname: "/", secure: false });
  }

  #answer(req: Request): Response {
    const { pathname } = new URL(req.url);
    this.seen.push(`${req.method} ${pathname}`);
    if (pathname === "/fails") throw new Error("secret");
    return this.#protect(
      pathname === "/large"
        ? new Response(new Uint8Array(LARGE_BYTES).fill(97))
        : new Response(`you asked for ${pathname}`),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.front.shutdown();
    assertEquals(this.front.held, { connections: 0, addresses: 0 });
  }
}

const ask = (path: string, method = "GET", more = "") =>
  encoder.encode(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`,
  );

async function all(raw: RawClient): Promise<string> {
  let text = "";
  for (let more = await raw.read(); more !== ""; more = await raw.read()) {
    text += more;
  }
  return text;
}

Deno.test("requests follow each other over one connection, even at once", async () => {
  await using site = new Site();
  using raw = await RawClient.connect(site.port, ask("/1"));
  await raw.readUntil("asked for /1");
  await raw.write(new Uint8Array([...ask("/2"), ...ask("/3", "HEAD")]));
  await raw.write(ask("/4"));
  await raw.readUntil("asked for /4");
  assertEquals(site.seen, ["GET /1", "GET /2", "HEAD /3", "GET /4"]);
  assertEquals(site.front.held.connections, 1);
});

Deno.test("a request that comes byte by byte is a request", async () => {
  await using site = new Site();
  using raw = await RawClient.connect(site.port, encoder.encode("\r\n"));
  for (const byte of ask("/slow")) await raw.write(new Uint8Array([byte]));
  await raw.readUntil("asked for /slow");
});

Deno.test("Connection: close closes, after the whole answer", async () => {
  await using site = new Site();
  using raw = await RawClient.connect(
    site.port,
    ask("/large", "GET", "Connection: close\r\n"),
  );
  const text = await all(raw);
  assertEquals(text.length - text.indexOf("\r\n\r\n") - 4, LARGE_BYTES);
});

Deno.test("a large answer waits for a slow reader, and nobody waits with it", async () => {
  await using site = new Site();
  using slow = await RawClient.connect(
    site.port,
    ask("/large", "GET", "Connection: close\r\n"),
  );
  await slow.read();
  for (let i = 0; i < 20; i++) {
    const response = await fetch(`${site.origin}/${i}`);
    assertEquals(await response.text(), `you asked for /${i}`);
  }
  assert((await all(slow)).length > LARGE_BYTES / 2);
});

Deno.test("whoever takes nothing of an answer for a minute is let go", async () => {
  await using site = new Site();
  using deaf = await RawClient.connect(site.port, ask("/large"));
  await deaf.read();
  // A second connection tells that the first has been seen to by now.
  await (await fetch(`${site.origin}/x`)).text();
  site.clock.advance(60_000);
  await deaf.readToEnd();
});

Deno.test("a head that does not end is given ten seconds, however it trickles", async () => {
  await using site = new Site();
  using raw = await RawClient.connect(site.port, ask("/1"));
  await raw.readUntil("asked for /1");
  // Between requests there is a minute.
  site.clock.advance(59_000);
  await raw.write(ask("/2"));
  await raw.readUntil("asked for /2");
  await raw.write(encoder.encode("GET /3 HTTP"));
  await (await fetch(`${site.origin}/x`)).text();
  site.clock.advance(9_999);
  await raw.write(encoder.encode("/1.1\r\nHost: localhost\r\nX-Slow: "));
  await (await fetch(`${site.origin}/x`)).text();
  site.clock.advance(1);
  await raw.readToEnd();
  assertEquals(site.seen.includes("GET /3"), false);
});

Deno.test("connections that say nothing at all are let go", async () => {
  await using site = new Site();
  using raw = await RawClient.connect(site.port, new Uint8Array());
  await (await fetch(`${site.origin}/x`)).text();
  site.clock.advance(10_000);
  await raw.readToEnd();
});

const MALFORMED: [status: number, what: string, request: string][] = [
  [400, "nonsense", "hello\r\n\r\n"],
  [400, "no host", "GET / HTTP/1.1\r\n\r\n"],
  [400, "a line feed alone", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"],
  [400, "CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"],
  [413, "a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"],
  [431, "an endless head", `GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}`],
  [505, "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  [
    400,
    "an address that is none, for a WebSocket",
    "GET http://a:b/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
  ],
  [400, "an address that is none", "GET x HTTP/1.1\r\nHost: a\r\n\r\n"],
  [400, "a host as address", "GET a:1 HTTP/1.1\r\nHost: a\r\n\r\n"],
  [400, "a query alone", "GET ?x HTTP/1.1\r\nHost: a\r\n\r\n"],
  [400, "another scheme", "GET mailto:x HTTP/1.1\r\nHost: a\r\n\r\n"],
  [400, "no host in an address", "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n"],
  [400, "the whole server", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"],
  [
    431,
    "too many fields",
    `GET / HTTP/1.1\r\nHost: a\r\n${"X: y\r\n".repeat(200)}\r\n`,
  ],
];

for (const [status, what, request] of MALFORMED) {
  Deno.test(`${what} is answered with ${status}, protected`, async () => {
    await using site = new Site();
    using raw = await RawClient.connect(site.port, encoder.encode(request));
    const head = parseHead(await raw.read());
    assertEquals(head.status, status);
    assertProtected(head.headers);
    await raw.closeWrite();
    await raw.readToEnd();
  });
}

Deno.test("whatever head comes, the answer is protected", async () => {
  await using site = new Site();
  // Printable ASCII, with what has a meaning in heads more often.
  const text = (max: number) =>
    fc.array(
      fc.oneof(
        fc.constantFrom(..."/:?#[]@%*\\.,;= \t"),
        fc.integer({ min: 0x21, max: 0x7e }).map((code) =>
          String.fromCharCode(code)
        ),
      ),
      { maxLength: max },
    ).map((characters) => characters.join(""));
  const target = fc.oneof(
    text(12),
    text(12).map((path) => `/${path}`),
    text(12).map((rest) => `http://${rest}`),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "HEAD", "OPTIONS", "TRACE", "get", "X-Y"),
      target,
      text(8),
      fc.array(fc.tuple(text(6), text(8)), { maxLength: 140 }),
      async (method, target, host, fields) => {
        const lines = fields.map(([name, value]) => `x${name}: ${value}\r\n`);
        using raw = await RawClient.connect(
          site.port,
          encoder.encode(
            `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n` +
              `Connection: close\r\n${lines.join("")}\r\n`,
          ),
        );
        assertProtected(parseHead(await raw.read()).headers);
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("an answer that fails is protected, and says nothing of why", async () => {
  await using site = new Site();
  const response = await fetch(`${site.origin}/fails`);
  assertEquals([response.status, await response.text()], [500, "no\n"]);
  assertProtected(response.headers);
});

Deno.test("a request for a WebSocket where there is none is answered, and ends", async () => {
  await using site = new Site();
  using raw = await RawClient.request(site.port, "/page");
  const text = await all(raw);
  assertMatch(text, /^HTTP\/1.1 200 OK\r\n[^]*you asked for \/page$/);
  assertMatch(text, /connection: close/);
});

Deno.test("nobody gets past the front to a WebSocket that is not guarded", async () => {
  await using site = new Site();
  // The second request would be Deno's own server's, were it not read here.
  using raw = await RawClient.connect(
    site.port,
    new Uint8Array([
      ...ask("/1"),
      ...ask("/2", "GET", "Connection: Upgrade\r\nUpgrade: WebSocket\r\n"),
    ]),
  );
  const text = await all(raw);
  assertMatch(text, /asked for \/1[^]*asked for \/2$/);
});

Deno.test("shutdown() lets an answer that is under way come to its end", async () => {
  const site = new Site();
  using raw = await RawClient.connect(
    site.port,
    ask("/large", "GET", "Connection: close\r\n"),
  );
  const first = await raw.read();
  const down = site.front.shutdown();
  const rest = await all(raw);
  assert(first.length + rest.length > LARGE_BYTES);
  await down;
  assertEquals(site.front.held.connections, 0);
});
