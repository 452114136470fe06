import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { Builder } from "fresh/dev";
import {
  PAGE_PROBLEMS,
  type PageProblem,
} from "../../components/words/pages.ts";
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

/** Fails unless the page says what is wrong, and leads on. */
async function assertSays(
  response: Response,
  problem: PageProblem,
): Promise<string> {
  const html = await response.text();
  const { heading, text } = PAGE_PROBLEMS[problem];
  assertStringIncludes(html, heading);
  assertStringIncludes(html, text);
  assertStringIncludes(html, ">Go to the start</a>");
  return html;
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

Deno.test("/room/[name] says why a name is none, and what to do next", async () => {
  const reasons = [
    ["/room", "room-unnamed"],
    ["/room/---", "room-without-letters"],
    ["/room/…", "room-without-letters"],
    [`/room/${"a".repeat(70)}`, "room-too-long"],
    ["/room/%25E4", "room-unreadable"],
  ] as const;
  for (const [path, reason] of reasons) {
    const response = await get(path);
    assertEquals(response.status, 404, path);
    await assertSays(response, reason);
  }
});

Deno.test("an address with a malformed escape is answered with a page that says so", async () => {
  for (const path of ["/room/%ff", "/%E0%A4%A", "/check%", "/icon.svg%f"]) {
    const headers = { cookie: "duet-theme=dark" };
    const response = await get(path, { headers });
    assertEquals(response.status, 400, path);
    const html = await assertSays(response, "malformed");
    assertStringIncludes(html, 'data-theme="dark"', path);
  }
});

Deno.test("a method that no page has is answered with a page that says so", async () => {
  for (const method of ["POST", "OPTIONS", "PROPFIND"]) {
    const response = await get("/room/x", { method });
    assertEquals(response.status, 405, method);
    await assertSays(response, "method");
  }
});

Deno.test("whatever is not found is no fault of the server's", async () => {
  for (const path of ["/nothing/here", "/nothing/", "/room/x/y", "/check/x/"]) {
    const response = await get(path);
    assertEquals(response.status, 404, path);
    await assertSays(response, "nothing");
  }
});

Deno.test("what fails is the server's fault", async () => {
  const signalling = createSignalling(readConfig(() => undefined));
  const broken = createApp({
    ...signalling,
    health() {
      throw new Error("broken");
    },
  });
  applySnapshot(broken);
  const response = await broken.handler()(
    new Request("http://localhost/healthz"),
  );
  assertEquals(response.status, 500);
  await assertSays(response, "failed");
});

Deno.test("a page written in another way leads to its one address", async () => {
  for (
    const [path, location] of [
      ["/room/x/", "/room/x"],
      ["/Room/x?y", "/room/x?y"],
      ["/check/", "/check"],
      ["/healthz/", "/healthz"],
    ] as const
  ) {
    const response = await get(path);
    assertEquals(response.status, 308, path);
    assertEquals(response.headers.get("location"), location);
    assertEquals((await get(location)).status, 200, location);
  }
});

Deno.test("pages come whole, whatever Fresh is asked for", async () => {
  for (const path of ["/", "/room/x", "/check"]) {
    const response = await get(`${path}?fresh-partial=true`);
    assertEquals(response.headers.get("x-fresh-id"), null, path);
    assertStringIncludes(await response.text(), '<script type="module"', path);
  }
  const moved = await get("/room/Stand Up?fresh-partial");
  assertEquals(moved.headers.get("location"), "/room/stand-up");
});

Deno.test("the bundler's report, with the paths of all sources, is no page", async () => {
  const html = await (await get("/")).text();
  const [, folder] = /from\s*"(\/_fresh\/js\/[^"/]+\/)/.exec(html) ?? [];
  assert(folder);
  for (const file of ["metafile.json", "metafile%2ejson"]) {
    const response = await get(folder + file);
    assertEquals(response.status, 404, file);
    await assertSays(response, "nothing");
  }
});

Deno.test("/room/[name] shows a name as text, whatever it is", async () => {
  const response = await get("/room/<script>alert(1)<%2fscript>");
  assertEquals(response.headers.get("location"), "/room/script-alert-1-script");
});

Deno.test("no link is called current on another page than its own, and no key is in a page", async () => {
  for (
    const path of ["/check", "/room/x", "/room/---", "/nothing/", "/no", "/%"]
  ) {
    const html = await (await get(path)).text();
    assert(!html.includes("aria-current"), path);
    assert(!html.includes("data-key"), path);
  }
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
  const [, source] = /url\("?([^")]+\.woff2[^")]*)"?\)/.exec(css) ?? [];
  // The same address, so that it is loaded once.
  assertEquals(source, font);
});
