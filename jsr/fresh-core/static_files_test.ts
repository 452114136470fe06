import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { staticFiles } from "fresh";
import { asset } from "fresh/runtime";
import { ask, makeProject, type Project } from "./testdata/project.ts";

const FILES = {
  "static/icon.svg": "<svg/>",
  "static/deep/x.css": "p{}",
  "static/.secret": "hidden",
  "routes/[...path].ts":
    "export const handler = { GET: () => new Response('route') };",
};

const handlerOf = (project: Project) =>
  project.handler((app) => app.use(staticFiles()));

Deno.test("staticFiles() serves files with their type, under every spelling, and the rest to the routes", async () => {
  await using project = await makeProject(FILES);
  const handler = await handlerOf(project);
  const icon = await ask(handler, "/icon.svg");
  assertEquals([icon.status, icon.text], [200, "<svg/>"]);
  assertEquals(icon.headers.get("Content-Type"), "image/svg+xml");
  assertEquals((await ask(handler, "/deep/x.css")).text, "p{}");
  assertEquals((await ask(handler, "/deep%2Fx%2ecss")).text, "p{}");
  for (const path of ["/deep", "/none.txt", "/.secret", "/..%2Fx"]) {
    assertEquals((await ask(handler, path)).text, "route", path);
  }
});

Deno.test("staticFiles() answers GET and HEAD only", async () => {
  await using project = await makeProject(FILES);
  const handler = await handlerOf(project);
  const head = await ask(handler, "/icon.svg", { method: "HEAD" });
  assertEquals([head.status, head.text], [200, ""]);
  assertEquals(head.headers.get("Content-Length"), "6");
  const post = await ask(handler, "/icon.svg", { method: "POST" });
  assertEquals(post.status, 405);
});

Deno.test("staticFiles() answers 304 to who has the file", async () => {
  await using project = await makeProject(FILES);
  const handler = await handlerOf(project);
  const etag = (await ask(handler, "/icon.svg")).headers.get("ETag");
  assert(etag !== null);
  const init = { headers: { "If-None-Match": etag } };
  const again = await ask(handler, "/icon.svg", init);
  assertEquals([again.status, again.text], [304, ""]);
  await project.write("static/icon.svg", "<svg></svg>");
  const changed = await ask(await handlerOf(project), "/icon.svg", init);
  assertEquals([changed.status, changed.text], [200, "<svg></svg>"]);
  assertNotEquals(changed.headers.get("ETag"), etag);
});

Deno.test("staticFiles() lets only URLs of this build be cached, for a year", async () => {
  await using project = await makeProject(FILES);
  const handler = await handlerOf(project);
  const caching = async (path: string) =>
    (await ask(handler, path)).headers.get("Cache-Control");
  const never = "no-cache, no-store, max-age=0, must-revalidate";
  assertEquals(
    await caching(asset("/icon.svg")),
    "public, max-age=31536000, immutable",
  );
  assertEquals(await caching("/icon.svg"), never);
  const old = asset("/icon.svg").replace(/=.*/, "=old");
  const stale = await ask(handler, old);
  assertEquals(stale.status, 307);
  assertEquals(stale.headers.get("Location"), "/icon.svg");
});

Deno.test("staticFiles() spares the routes a missing favicon", async () => {
  await using project = await makeProject(FILES);
  const { status, text } = await ask(await handlerOf(project), "/favicon.ico");
  assertEquals([status, text], [404, ""]);
});

Deno.test("asset() leaves other hosts and relative paths alone", () => {
  for (const path of ["https://h/a", "//h/a", "a.png", "#a", ""]) {
    assertEquals(asset(path), path);
  }
  assertEquals(asset(asset("/a.png")), asset("/a.png"));
});
