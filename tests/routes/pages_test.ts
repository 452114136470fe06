import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { Builder } from "fresh/dev";
import { createApp } from "../../main.ts";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";

const root = new URL("../../", import.meta.url).pathname;
const applySnapshot = await new Builder({ root }).build({ snapshot: "memory" });
const app = createApp(createSignalling(readConfig(() => undefined)));
applySnapshot(app);
const handler = app.handler();

/** Asks the whole app, as a browser would. */
function get(path: string, init: RequestInit = {}): Promise<Response> {
  return handler(new Request(`http://localhost${path}`, init));
}

const PROTECTION = [
  "content-security-policy",
  "referrer-policy",
  "x-content-type-options",
  "cross-origin-opener-policy",
  "cross-origin-embedder-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
];

Deno.test("every response carries the headers that protect a page", async () => {
  const key = "k".repeat(43);
  for (
    const path of [
      "/",
      "/room/x",
      "/room/Not Canonical",
      "/healthz",
      "/icon.svg",
      "/nothing/here",
      `/api/signal/${key}`,
    ]
  ) {
    const response = await get(path);
    for (const name of PROTECTION) {
      assert(response.headers.get(name), `${path} lacks ${name}`);
    }
    const policy = response.headers.get("content-security-policy") ?? "";
    assert(!policy.includes("unsafe"), `${path}: ${policy}`);
    await response.body?.cancel();
  }
});

Deno.test("/ runs no script but with the nonce of its policy", async () => {
  const response = await get("/");
  assertEquals(response.status, 200);
  const html = await response.text();
  const policy = response.headers.get("content-security-policy") ?? "";
  const nonce = policy.match(/'nonce-([^']+)'/)?.[1];
  assert(nonce);
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  assert(scripts.length > 0);
  for (const script of scripts) assertStringIncludes(script, nonce);
  assert(!/ style=/.test(html), "style attributes are blocked by the policy");
  assert(!html.includes("https://"), "nothing comes from elsewhere");
});

Deno.test("/room/[name] shows the lobby before any script has run", async () => {
  const response = await get("/room/stand-up");
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("cache-control"), "no-store");
  assertMatch(response.headers.get("x-robots-tag") ?? "", /noindex/);
  const html = await response.text();
  assertStringIncludes(html, 'data-call-state="idle"');
  assertStringIncludes(html, "Ready to join?");
  assertStringIncludes(html, "stand-up");
});

Deno.test("/room/[name] leads to the one address of each room", async () => {
  for (const path of ["/room/Stand Up", "/room/stand_up", "/room/STAND-UP"]) {
    const response = await get(path);
    assertEquals(response.status, 302, path);
    assertEquals(response.headers.get("location"), "/room/stand-up");
  }
});

Deno.test("/room/[name] sends names that are none to the start", async () => {
  for (const path of ["/room/---", `/room/${"a".repeat(65)}`, "/room/%ff"]) {
    const response = await get(path);
    assertEquals(response.status, 302, path);
    assertEquals(response.headers.get("location"), "/", path);
  }
});

Deno.test("/room/[name] shows a name as text, whatever it is", async () => {
  const response = await get("/room/<script>alert(1)<%2fscript>");
  assertEquals(response.headers.get("location"), "/room/script-alert-1-script");
});

Deno.test("/[...path] says that there is nothing", async () => {
  const response = await get("/nothing/here");
  assertEquals(response.status, 404);
  assertStringIncludes(await response.text(), "There is nothing here");
});

Deno.test("the stylesheet may be kept for as long as its name lasts", async () => {
  const html = await (await get("/")).text();
  const href = html.match(/href="(\/styles\.css[^"]*)"/)?.[1]
    ?.replaceAll("&amp;", "&");
  assert(href);
  const response = await get(href);
  assertEquals(response.status, 200);
  assertMatch(response.headers.get("cache-control") ?? "", /immutable/);
  assertStringIncludes(await response.text(), ".button-primary");
});

Deno.test("every page comes in the colours that were chosen", async () => {
  for (const path of ["/", "/room/x", "/check", "/nothing/here"]) {
    const plain = await (await get(path)).text();
    assertStringIncludes(plain, 'data-theme="system"', path);
    assertStringIncludes(plain, 'content="light dark"', path);
    const headers = { cookie: "duet-theme=dark" };
    const dark = await (await get(path, { headers })).text();
    assertStringIncludes(dark, 'data-theme="dark"', path);
    assertStringIncludes(dark, 'name="color-scheme" content="dark"', path);
  }
});

Deno.test("the face comes from here, and is announced ahead of the stylesheet", async () => {
  const html = await (await get("/")).text();
  const font = html.match(/rel="preload" href="([^"]+)"/)?.[1]
    ?.replaceAll("&amp;", "&");
  assert(font);
  const response = await get(font);
  assertMatch(response.headers.get("cache-control") ?? "", /immutable/);
  assertEquals(response.headers.get("content-type"), "font/woff2");
  const { byteLength } = await response.arrayBuffer();
  assert(byteLength > 0 && byteLength <= 30_000, `${byteLength} bytes`);
  const sheet = html.match(/href="(\/styles\.css[^"]*)"/)?.[1] ?? "";
  const css = await (await get(sheet.replaceAll("&amp;", "&"))).text();
  assertStringIncludes(css, `url("${font.split("?")[0]}")`);
});
