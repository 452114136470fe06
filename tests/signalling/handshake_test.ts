import { assertEquals, assertMatch } from "@std/assert";
import {
  checkHandshake,
  originAllowed,
  type Refusal,
  refuse,
} from "../../signalling/handshake.ts";

const KEY = "k".repeat(43);
const GOOD = {
  host: "call.example",
  origin: "https://call.example",
  connection: "keep-alive, Upgrade",
  upgrade: "WebSocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-protocol": "other, duet.v1",
};

function request(headers: Record<string, string>): Request {
  return new Request("http://call.example/api/signal/key", { headers });
}

function check(changes: Record<string, string | null>, key = KEY) {
  const headers = Object.entries({ ...GOOD, ...changes })
    .flatMap(([name, value]) => value === null ? [] : [[name, value] as const]);
  return checkHandshake(request(Object.fromEntries(headers)), key, null);
}

Deno.test("checkHandshake() lets a browser's handshake pass", () => {
  assertEquals(check({}), null);
});

Deno.test("checkHandshake() says what is wrong", () => {
  assertEquals(check({ upgrade: null }), "not-websocket");
  assertEquals(check({ upgrade: "h2c" }), "not-websocket");
  assertEquals(check({ connection: "keep-alive" }), "bad-handshake");
  assertEquals(check({ "sec-websocket-version": "8" }), "bad-handshake");
  assertEquals(check({ "sec-websocket-key": null }), "bad-handshake");
  assertEquals(check({ origin: "https://evil.example" }), "bad-origin");
  assertEquals(check({ "sec-websocket-protocol": null }), "bad-subprotocol");
  assertEquals(
    check({ "sec-websocket-protocol": "duet.v2" }),
    "bad-subprotocol",
  );
  assertEquals(check({}, "brave-otter-41"), "bad-key");
});

Deno.test("checkHandshake() looks at the origin before anything of ours", () => {
  assertEquals(check({ origin: null }, "?"), "bad-origin");
});

function allowed(
  origin: string | null,
  host: string,
  publicOrigin: string | null = null,
): boolean {
  const headers: Record<string, string> = origin === null ? { host } : {
    host,
    origin,
  };
  return originAllowed(request(headers), publicOrigin);
}

Deno.test("originAllowed() wants the request's own host, port included", () => {
  assertEquals(allowed("http://call.example", "call.example"), true);
  assertEquals(allowed("https://call.example", "call.example:443"), true);
  assertEquals(allowed("http://localhost:8000", "localhost:8000"), true);
  assertEquals(allowed("http://[::1]:8000", "[::1]:8000"), true);
  assertEquals(allowed("http://localhost:8001", "localhost:8000"), false);
  assertEquals(allowed("http://localhost", "localhost:8000"), false);
});

Deno.test("originAllowed() refuses whatever only looks alike", () => {
  for (
    const origin of [
      null,
      "",
      "null",
      "call.example",
      "https://call.example.evil.example",
      "https://evil.example/call.example",
      "https://call.example@evil.example",
      "https://evil.example#call.example",
      "https://sub.call.example",
      "https://call.example/",
      "https://call.example, https://evil.example",
      "ftp://call.example",
      "chrome-extension://call.example",
    ]
  ) assertEquals(allowed(origin, "call.example"), false, String(origin));
});

Deno.test("originAllowed() takes the configured origin alone, whatever the host is", () => {
  const configured = "https://call.example";
  assertEquals(allowed(configured, "10.0.0.5:8000", configured), true);
  assertEquals(allowed(configured, "call.example", configured), true);
  for (
    const [origin, host] of [
      // Another scheme, another port, another spelling of the same.
      ["http://call.example", "10.0.0.5:8000"],
      ["http://call.example", "call.example"],
      ["https://call.example:8443", "call.example:8443"],
      ["https://call.example:443", "call.example"],
      ["HTTPS://call.example", "call.example"],
      ["https://call.example.", "call.example."],
      // The host that the request names, which is not the configured one.
      ["https://evil.example", "evil.example"],
      ["http://localhost:8000", "localhost:8000"],
      ["http://10.0.0.5:8000", "10.0.0.5:8000"],
    ] as const
  ) assertEquals(allowed(origin, host, configured), false, origin);
});

Deno.test("originAllowed() takes a configured port, and no other", () => {
  const configured = "http://localhost:8000";
  assertEquals(allowed(configured, "localhost:8000", configured), true);
  assertEquals(
    allowed("http://localhost:8001", "localhost:8001", configured),
    false,
  );
});

Deno.test("refuse() answers in plain words, and not for a cache", async () => {
  const statuses: Record<Refusal, number> = {
    "not-websocket": 426,
    "bad-handshake": 400,
    "bad-key": 400,
    "bad-origin": 403,
    "bad-subprotocol": 400,
    "draining": 503,
    "too-many-sockets": 429,
    "busy": 503,
  };
  for (const refusal of Object.keys(statuses) as Refusal[]) {
    const response = refuse(refusal);
    assertEquals(response.status, statuses[refusal]);
    assertEquals(response.headers.get("cache-control"), "no-store");
    assertMatch(await response.text(), /^[A-Z].*\.\n$/);
  }
  assertEquals(refuse("not-websocket").headers.get("upgrade"), "websocket");
  assertEquals(refuse("draining").headers.get("retry-after"), "5");
});
