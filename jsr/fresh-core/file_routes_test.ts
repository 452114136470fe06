import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { toPattern } from "./server/file_routes.ts";
import { ask, makeProject } from "./testdata/project.ts";

const says = (text: string) =>
  `export const handler = (ctx) => ctx.text("${text} " + JSON.stringify(ctx.params));`;

/** Appends a letter to the state on the way in. */
const marks = (letter: string) =>
  `export const handler = (ctx) => {
    ctx.state.path = (ctx.state.path ?? "") + "${letter}";
    return ctx.next();
  };`;

const shows = (expression: string) =>
  `export default (props) => <p>{${expression}}</p>;`;

Deno.test("toPattern() turns paths of files into patterns of URLs", () => {
  const patterns = {
    "/index": "/",
    "/about": "/about",
    "/room/index": "/room",
    "/room/[name]": "/room/:name",
    "/[...path]": "/:path*",
    "/(site)/about": "/about",
    "/(site)/index": "/",
    "/[id]-[slug]/x": "/:id-:slug/x",
  };
  for (const [id, pattern] of Object.entries(patterns)) {
    assertEquals(toPattern(id), pattern);
  }
});

Deno.test("fsRoutes() matches fixed names before parameters before the rest", async () => {
  await using project = await makeProject({
    "routes/[...path].ts": says("rest"),
    "routes/[name].ts": says("name"),
    "routes/about.ts": says("about"),
    "routes/index.ts": says("index"),
    "routes/(group)/grouped.ts": says("grouped"),
    "routes/deep/[id].ts": says("deep"),
    "routes/deep/index.ts": says("deep index"),
    "routes/about_test.ts": "throw new Error('a test is no route');",
  });
  const handler = await project.handler();
  const answers = {
    "/": "index {}",
    "/about": "about {}",
    "/x": 'name {"name":"x"}',
    "/grouped": "grouped {}",
    "/deep": "deep index {}",
    "/deep/1": 'deep {"id":"1"}',
    "/deep/1/2": 'rest {"path":"deep/1/2"}',
  };
  for (const [path, answer] of Object.entries(answers)) {
    assertEquals((await ask(handler, path)).text, answer);
  }
});

Deno.test("fsRoutes() runs the middlewares of all folders above a route", async () => {
  await using project = await makeProject({
    "routes/_middleware.ts": marks("a"),
    "routes/deep/_middleware.ts": `${
      marks("b")
    }\nexport const handlers = [handler, handler];`,
    "routes/(group)/_middleware.ts": marks("c"),
    "routes/index.ts":
      "export const handler = (ctx) => ctx.text(ctx.state.path);",
    "routes/deep/index.ts":
      "export const handler = (ctx) => ctx.text(ctx.state.path);",
    "routes/(group)/g.ts":
      "export const handler = (ctx) => ctx.text(ctx.state.path);",
  });
  const handler = await project.handler();
  assertEquals((await ask(handler, "/")).text, "a");
  assertEquals((await ask(handler, "/deep")).text, "abb");
  assertEquals((await ask(handler, "/g")).text, "ac");
});

Deno.test("fsRoutes() answers the methods of a handler, and GET where there is a page", async () => {
  await using project = await makeProject({
    "routes/form.tsx": `export const handler = {
        POST: (ctx) => ({ data: "sent", status: 201, headers: { "X-A": "1" } }),
      };
      ${shows("String(props.data)")}`,
    "routes/api.ts":
      `export const handler = { GET: (ctx) => ctx.text("got") };`,
  });
  const handler = await project.handler();
  const sent = await ask(handler, "/form", { method: "POST" });
  assertEquals(sent.status, 201);
  assertEquals(sent.headers.get("X-A"), "1");
  assertStringIncludes(sent.text, "<p>sent</p>");
  assertEquals((await ask(handler, "/form")).status, 200);
  assertEquals((await ask(handler, "/form", { method: "PUT" })).status, 405);
  assertEquals((await ask(handler, "/api", { method: "HEAD" })).status, 200);
  assertEquals((await ask(handler, "/api", { method: "POST" })).status, 405);
});

Deno.test("fsRoutes() puts pages into layouts and _app, if they do not decline", async () => {
  const wraps = (name: string) =>
    `export default ({ Component }) => <div id="${name}"><Component /></div>;`;
  await using project = await makeProject({
    "routes/_app.tsx":
      `export default ({ Component, url }) => <html><body id={url.pathname}><Component /></body></html>;`,
    "routes/_layout.tsx": wraps("outer"),
    "routes/deep/_layout.tsx": `export default async ({ Component }) =>
        <div id="inner"><Component /></div>;`,
    "routes/deep/page.tsx": shows("props.route"),
    "routes/bare.tsx": `${shows("'bare'")}
      export const config = { skipInheritedLayouts: true };`,
    "routes/alone.tsx": `${shows("'alone'")}
      export const config = { skipAppWrapper: true };`,
  });
  const handler = await project.handler();
  assertEquals(
    (await ask(handler, "/deep/page")).text,
    '<!DOCTYPE html><html><body id="/deep/page"><div id="outer">' +
      '<div id="inner"><p>/deep/page</p></div></div></body></html>',
  );
  assertStringIncludes(
    (await ask(handler, "/bare")).text,
    '<body id="/bare"><p>bare</p></body>',
  );
  assertStringIncludes(
    (await ask(handler, "/alone")).text,
    '<head><meta charset="utf-8"/></head><body><div id="outer"><p>alone</p>',
  );
});

Deno.test("fsRoutes() awaits async pages, which may answer themselves", async () => {
  await using project = await makeProject({
    "routes/slow.tsx": `export default async (props) => {
      const text = await Promise.resolve("slow");
      return props.url.search ? new Response("own") : <p>{text}</p>;
    };`,
  });
  const handler = await project.handler();
  assertStringIncludes((await ask(handler, "/slow")).text, "<p>slow</p>");
  assertEquals((await ask(handler, "/slow?own")).text, "own");
});

Deno.test("_error renders for the folder's routes, with the status of the error", async () => {
  await using project = await makeProject({
    "routes/_app.tsx":
      "export default ({ Component }) => <body><i/><Component /></body>;",
    "routes/_error.tsx": shows("'root ' + props.error.message"),
    "routes/api/_error.tsx": shows("'api ' + props.error.status"),
    "routes/api/x.ts": `import { HttpError } from "fresh";
      export const handler = () => { throw new HttpError(403); };`,
    "routes/x.tsx": `import { HttpError } from "fresh";
      export default async () => { throw new HttpError(418, "short"); };`,
  });
  const handler = await project.handler();
  const api = await ask(handler, "/api/x");
  assertEquals(api.status, 403);
  assertStringIncludes(api.text, "<body><i></i><p>api 403</p></body>");
  const root = await ask(handler, "/x");
  assertEquals(root.status, 418);
  assertStringIncludes(root.text, "<p>root short</p>");
});

Deno.test("_error runs outside the root's middlewares, a catch-all route inside", async () => {
  const files = {
    "routes/_error.tsx": shows("'error'"),
    "routes/index.tsx": shows("'index'"),
  };
  const rest = `export const handler = () => ({ data: 0, status: 404 });
    ${shows("'rest'")}`;
  await using without = await makeProject(files);
  await using within = await makeProject({
    ...files,
    "routes/[...path].tsx": rest,
  });
  const statuses = [];
  for (const project of [without, within]) {
    const handler = await project.handler({
      prepare: (app) =>
        app.use(async (ctx) => {
          const response = await ctx.next();
          response.headers.set("X-Root", "seen");
          return response;
        }),
    });
    const { status, headers } = await ask(handler, "/nowhere");
    statuses.push([status, headers.get("X-Root")]);
  }
  assertEquals(statuses, [[404, null], [404, "seen"]]);
});

Deno.test("_404 answers what no route does", async () => {
  await using project = await makeProject({
    "routes/_404.tsx": shows("'lost at ' + props.url.pathname"),
    "routes/index.tsx": shows("'index'"),
  });
  const { status, text } = await ask(await project.handler(), "/nowhere");
  assertEquals(status, 404);
  assertStringIncludes(text, "<p>lost at /nowhere</p>");
});

Deno.test("fsRoutes() refuses a route file without exports", async () => {
  await using project = await makeProject({
    "routes/empty.ts": "export const other = 1;",
  });
  await assertRejects(() => project.handler(), TypeError, "/empty");
});
