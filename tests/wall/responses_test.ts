/** Whatever the app answers, it answers with the headers that protect a page. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Builder } from "fresh/dev";
import { asset } from "fresh/runtime";
import { createApp } from "../../main.ts";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";
import { assertConcealed, assertProtected, KEY } from "./protection.ts";

const root = new URL("../../", import.meta.url).pathname;
const applySnapshot = await new Builder({ root }).build({ snapshot: "memory" });

/** The whole app; with `fails`, everything that asks the server fails. */
function makeApp({ fails = false, secure = false } = {}) {
  const signalling = createSignalling(readConfig(() => undefined));
  const broken = () => {
    throw new Error("broken");
  };
  const app = createApp(
    fails ? { ...signalling, health: broken, handle: broken } : signalling,
    { secure },
  );
  applySnapshot(app);
  const handler = app.handler();
  const ask = (path: string, init: RequestInit = {}) =>
    handler(new Request(`http://localhost${path}`, init));
  return { ask, signalling };
}

const { ask, signalling } = makeApp();

const UPGRADE = {
  host: "localhost",
  origin: "http://localhost",
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-protocol": "duet.v1",
};

/** A file's address in another build. */
const STALE = asset("/icon.svg").replace(/=[^=]*$/, "=old");

const ANSWERS: [status: number, path: string, init?: RequestInit][] = [
  [200, "/"],
  [200, "/", { method: "HEAD" }],
  [200, "/room/x"],
  [200, "/room/x", { method: "HEAD" }],
  [302, "/room/Not Canonical"],
  [308, "/room/x/"],
  [308, "/Room/x"],
  [404, "/room"],
  [404, "/room/…"],
  [404, `/room/${"a".repeat(70)}`],
  [404, "/room/%25E4"],
  [400, "/room/%ff"],
  [400, "/room/%ff", { method: "HEAD" }],
  [308, "/check/"],
  [200, "/healthz"],
  [200, "/icon.svg"],
  [307, STALE],
  [404, "/favicon.ico"],
  [404, "/nothing/here"],
  [404, "/nothing", { method: "HEAD" }],
  [404, "/nothing/here/"],
  [400, "/%E0%A4%A"],
  [400, "/icon.svg%"],
  [404, "//evil.example/%2e%2e/x"],
  [405, "/", { method: "POST" }],
  [405, "/check", { method: "POST", body: "x" }],
  [405, "/room/x", { method: "DELETE" }],
  [405, "/room/x", { method: "PROPFIND" }],
  [405, "/nothing", { method: "PROPFIND" }],
  [405, "/", { method: "OPTIONS" }],
  [405, "/healthz", { method: "PUT" }],
  [405, "/icon.svg", { method: "POST" }],
  [426, `/api/signal/${KEY}`],
  [
    400,
    `/api/signal/${KEY}`,
    { headers: { ...UPGRADE, "sec-websocket-version": "8" } },
  ],
  [400, "/api/signal/short", { headers: UPGRADE }],
  [
    403,
    `/api/signal/${KEY}`,
    { headers: { ...UPGRADE, origin: "https://evil.example" } },
  ],
];

for (const [status, path, init = {}] of ANSWERS) {
  const { method = "GET" } = init;
  Deno.test(`${status} for ${method} ${path} is protected`, async () => {
    const response = await ask(path, init);
    assertEquals(response.status, status);
    assertProtected(response.headers);
    if (/^\/room/i.test(path)) assertConcealed(response.headers);
    await response.body?.cancel();
  });
}

Deno.test("errors that are thrown are protected, and say nothing of themselves", async () => {
  const { ask } = makeApp({ fails: true });
  for (const path of ["/healthz", `/api/signal/${KEY}`]) {
    const response = await ask(path);
    assertEquals(response.status, 500, path);
    assertProtected(response.headers);
    assert(!/broken|\.ts/.test(await response.text()));
  }
});

Deno.test("HSTS is sent where a proxy adds TLS, and nowhere else", async () => {
  const hsts = async (secure: boolean) =>
    (await makeApp({ secure }).ask("/nothing")).headers
      .get("strict-transport-security");
  assertEquals(await hsts(false), null);
  assertMatch(await hsts(true) ?? "", /max-age=\d{8}/);
});

Deno.test("refusals while draining are protected", async () => {
  await signalling.drain();
  for (const path of ["/healthz", `/api/signal/${KEY}`]) {
    const response = await ask(path, { headers: UPGRADE });
    assertEquals(response.status, 503, path);
    assertProtected(response.headers);
  }
});
