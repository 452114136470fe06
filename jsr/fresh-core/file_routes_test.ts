import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { toPathname } from "./server/routes.ts";
import { ask, makeProject } from "./testdata/project.ts";

const says = (text: string) =>
  `export const handler = {
    GET: (ctx) => new Response("${text} " + JSON.stringify(ctx.params)),
  };`;

const shows = (expression: string) =>
  `export default (props) => <p>{${expression}}</p>;`;

Deno.test("toPathname() turns paths of files into patterns of URLs", () => {
  const patterns = {
    "/index": "/",
    "/about": "/about",
    "/room/index": "/room",
    "/room/[name]": "/room/:name",
    "/[...path]": "/:path*",
  };
  for (const [id, pattern] of Object.entries(patterns)) {
    assertEquals(toPathname(id), pattern);
  }
});

Deno.test("fsRoutes() matches fixed names before parameters before the rest", async () => {
  await using project = await makeProject({
    "routes/[...path].ts": says("rest"),
    "routes/[name].ts": says("name"),
    "routes/about.ts": says("about"),
    "routes/index.ts": says("index"),
    "routes/deep/[b]/x.ts": says("deep x"),
    "routes/deep/[a]/[b].ts": says("deep b"),
    "routes/deep/[id].ts": says("deep"),
    "routes/deep/index.ts": says("deep index"),
    "routes/about_test.ts": "throw new Error('a test is no route');",
  });
  const handler = await project.handler();
  const answers = {
    "/": "index {}",
    "/about": "about {}",
    "/x": 'name {"name":"x"}',
    "/deep": "deep index {}",
    "/deep/1": 'deep {"id":"1"}',
    "/deep/1/x": 'deep x {"b":"1"}',
    "/deep/1/2": 'deep b {"a":"1","b":"2"}',
    "/deep/1/2/3": 'rest {"path":"deep/1/2/3"}',
  };
  for (const [path, answer] of Object.entries(answers)) {
    assertEquals((await ask(handler, path)).text, answer);
  }
});

Deno.test("fsRoutes() puts pages into _app", async () => {
  await using project = await makeProject({
    "routes/_app.tsx": `export default ({ Component, state }) =>
      <html><body id={state.id}><Component /></body></html>;`,
    "routes/index.tsx": shows("props.state.id"),
  });
  const handler = await project.handler((app) =>
    app.use((ctx) => {
      Object.assign(ctx.state as object, { id: "a" });
      return ctx.next();
    })
  );
  assertEquals(
    (await ask(handler, "/")).text,
    '<!DOCTYPE html><html><body id="a"><p>a</p></body></html>',
  );
});

Deno.test("_error renders with the status of the error, for handlers and pages", async () => {
  await using project = await makeProject({
    "routes/_error.tsx": shows("'error'"),
    "routes/handler.ts":
      `export const handler = { GET(ctx) { ctx.upgrade(); } };`,
    "routes/page.tsx": shows("props.nothing.here"),
  });
  const handler = await project.handler();
  for (const [path, status] of [["/handler", 400], ["/page", 500]] as const) {
    const answer = await ask(handler, path);
    assertEquals(answer.status, status);
    assertStringIncludes(answer.text, "<body><p>error</p></body>");
  }
});

Deno.test("_error runs outside the middlewares, a catch-all route inside", async () => {
  const files = {
    "routes/_error.tsx": shows("'error'"),
    "routes/index.tsx": shows("'index'"),
  };
  const rest = `import { page } from "fresh";
    export const handler = { GET: () => page(0, { status: 404 }) };
    ${shows("'rest'")}`;
  await using without = await makeProject(files);
  await using within = await makeProject({
    ...files,
    "routes/[...path].tsx": rest,
  });
  const statuses = [];
  for (const project of [without, within]) {
    const handler = await project.handler((app) =>
      app.use(async (ctx) => {
        const response = await ctx.next();
        response.headers.set("X-Root", "seen");
        return response;
      })
    );
    const { status, headers } = await ask(handler, "/nowhere");
    statuses.push([status, headers.get("X-Root")]);
  }
  assertEquals(statuses, [[404, null], [404, "seen"]]);
});

Deno.test("fsRoutes() refuses a route file without exports", async () => {
  await using project = await makeProject({
    "routes/empty.ts": "export const other = 1;",
  });
  await assertRejects(() => project.handler(), TypeError, "/empty");
});
