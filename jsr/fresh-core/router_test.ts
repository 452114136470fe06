/** What the original's router does, and an app must be ready for. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { App } from "fresh";
import { ask, makeProject } from "./testdata/project.ts";

const PAGES = {
  "routes/_error.tsx":
    "export default ({ error }) => <p>{`error ${error?.status}`}</p>;",
  "routes/still.tsx": "export default () => <p>still</p>;",
  "routes/form.tsx": `import { page } from "fresh";
    export const handler = {
      POST: () => page("sent", { status: 201, headers: { "X-A": "1" } }),
    };
    export default (props) => <p>{String(props.data)}</p>;`,
  "routes/api.ts": `export const handler = { GET: () => new Response("got") };`,
  "routes/room/[name].ts":
    `export const handler = { GET: (ctx) => new Response(ctx.params.name) };`,
};

Deno.test("handler() decodes parameters once, and throws at malformed escapes past all that could answer", async () => {
  await using project = await makeProject(PAGES);
  let seen = 0;
  const handler = await project.handler((app) =>
    app.use((ctx) => {
      seen++;
      return ctx.next();
    })
  );
  assertEquals((await ask(handler, "/room/a%20b")).text, "a b");
  assertEquals((await ask(handler, "/room/%25E4")).text, "%E4");
  assertEquals(seen, 2);
  for (const path of ["/room/%ff", "/room/%E0%A4%A", "/room/%"]) {
    const request = new Request(`http://localhost${path}`);
    // Not a rejection: what stands around must expect either.
    assertThrows(() => handler(request), URIError);
  }
  assertEquals(seen, 2);
});

Deno.test("handler() throws at methods that it does not know, where there is a route", async () => {
  await using project = await makeProject(PAGES);
  const handler = await project.handler();
  for (const path of ["/still", "/room/x"]) {
    const init = { method: "PROPFIND" };
    const request = new Request(`http://localhost${path}`, init);
    assertThrows(() => handler(request), TypeError, "PROPFIND");
  }
  const nowhere = await ask(handler, "/nowhere", { method: "PROPFIND" });
  assertEquals(nowhere.status, 404);
});

Deno.test("fsRoutes() renders a page without a handler for every method", async () => {
  await using project = await makeProject(PAGES);
  const handler = await project.handler();
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    const { status, text } = await ask(handler, "/still", { method });
    assertEquals(status, 200, method);
    assertStringIncludes(text, "<p>still</p>");
  }
});

Deno.test("fsRoutes() answers the methods of a handler, GET where there is a page, and 404 to all others", async () => {
  await using project = await makeProject(PAGES);
  const handler = await project.handler();
  const sent = await ask(handler, "/form", { method: "POST" });
  assertEquals([sent.status, sent.headers.get("X-A")], [201, "1"]);
  assertStringIncludes(sent.text, "<p>sent</p>");
  assertEquals((await ask(handler, "/form")).status, 200);
  assertEquals((await ask(handler, "/api", { method: "HEAD" })).status, 200);
  for (const path of ["/form", "/api", "/room/x"]) {
    const { status, text } = await ask(handler, path, { method: "DELETE" });
    assertEquals(status, 404, path);
    assertStringIncludes(text, "<p>error 404</p>");
  }
});

Deno.test("get() has a route refuse other methods, and say which it takes", async () => {
  const handler = new App<unknown>().get("/a", () => new Response("a"))
    .handler();
  assertEquals((await ask(handler, "/a", { method: "PUT" })).status, 405);
  const options = await ask(handler, "/a", { method: "OPTIONS" });
  assertEquals([options.status, options.headers.get("Allow")], [204, "GET"]);
});

Deno.test("handler() takes a slash at the end for none, but not behind a parameter", async () => {
  await using project = await makeProject({
    ...PAGES,
    "routes/[...path].ts":
      `export const handler = { GET: () => new Response("rest") };`,
  });
  const handler = await project.handler();
  assertStringIncludes((await ask(handler, "/still/")).text, "<p>still</p>");
  assertEquals((await ask(handler, "/api/")).text, "got");
  for (const path of ["/room/", "/room/x/"]) {
    const { status, text } = await ask(handler, path);
    assertEquals(status, 404, path);
    assertStringIncludes(text, "error 404");
  }
});
