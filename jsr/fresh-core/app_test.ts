import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { App, type Context, HttpError, type Middleware } from "fresh";
import { ask } from "./testdata/project.ts";

/** Writes a letter on the way in. */
const mark = (letter: string): Middleware<{ path?: string }> => (ctx) => {
  ctx.state.path = (ctx.state.path ?? "") + letter;
  return ctx.next();
};

/** Runs `fn` with `console.error` collected. */
async function quiet(fn: () => Promise<void>): Promise<unknown[]> {
  const { error } = console;
  const said: unknown[] = [];
  console.error = (...args: unknown[]) => said.push(...args);
  try {
    await fn();
  } finally {
    console.error = error;
  }
  return said;
}

Deno.test("handler() prefers fixed paths, then the pattern that was added first", async () => {
  const handler = new App<unknown>()
    .get("/room/:name", (ctx) => ctx.text(`name ${ctx.params.name}`))
    .get("/room/*", (ctx) => ctx.text(`rest ${ctx.params[0]}`))
    .get("/room/fixed", (ctx) => ctx.text(`fixed ${ctx.route}`))
    .handler();
  assertEquals((await ask(handler, "/room/fixed")).text, "fixed /room/fixed");
  assertEquals((await ask(handler, "/room/a%20b")).text, "name a b");
  assertEquals((await ask(handler, "/room/a/b")).text, "rest a/b");
});

Deno.test("handler() hands malformed escapes on as they came", async () => {
  const handler = new App<unknown>()
    .get("/room/:name", (ctx) => ctx.text(ctx.params.name ?? "none"))
    .handler();
  const { status, text } = await ask(handler, "/room/%E0%A4%A");
  assertEquals([status, text], [200, "%E0%A4%A"]);
});

Deno.test("handler() tells an unknown path from an unknown method", async () => {
  const handler = new App<unknown>().get("/a", (ctx) => ctx.text("a"))
    .post("/a", (ctx) => ctx.text("posted")).handler();
  assertEquals((await ask(handler, "/b")).status, 404);
  assertEquals((await ask(handler, "/b")).text, "Not Found");
  assertEquals((await ask(handler, "/a", { method: "POST" })).text, "posted");
  assertEquals((await ask(handler, "/a", { method: "PUT" })).status, 405);
});

Deno.test("handler() answers HEAD from GET, without a body", async () => {
  const handler = new App<unknown>()
    .get("/a", () => new Response("body", { headers: { "X-A": "1" } }))
    .handler();
  const { status, text, headers } = await ask(handler, "/a", {
    method: "HEAD",
  });
  assertEquals([status, text, headers.get("X-A")], [200, "", "1"]);
});

Deno.test("handler() removes duplicate slashes from ctx.url", async () => {
  const handler = new App<unknown>()
    .all("/a/b", (ctx) => ctx.text(ctx.url.pathname)).handler();
  assertEquals((await ask(handler, "http://localhost//a///b")).text, "/a/b");
});

Deno.test("handler() has connection information even if it is given none", async () => {
  const handler = new App<unknown>()
    .get("/", ({ info }) => {
      const { remoteAddr } = info;
      return new Response("hostname" in remoteAddr ? remoteAddr.hostname : "");
    }).handler();
  assertEquals((await ask(handler, "/")).text, "localhost");
});

Deno.test("use() runs middlewares from the outside in, those of a path only below it", async () => {
  const handler = new App<{ path?: string }>()
    .use(mark("a"), mark("b"))
    .use("/deep", mark("c"))
    .get("/deep/er", (ctx) => ctx.text(ctx.state.path ?? ""))
    .get("/deeper", (ctx) => ctx.text(ctx.state.path ?? ""))
    .use(mark("late"))
    .handler();
  assertEquals((await ask(handler, "/deep/er")).text, "abc");
  assertEquals((await ask(handler, "/deeper")).text, "ab");
});

Deno.test("use() sees requests that no route answers", async () => {
  const seen: string[] = [];
  const handler = new App<unknown>().use(async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      assertInstanceOf(error, HttpError);
      seen.push(`${ctx.url.pathname} ${error.status}`);
      throw error;
    }
  }).get("/a", (ctx) => ctx.text("a")).handler();
  await ask(handler, "/nowhere");
  await ask(handler, "/a", { method: "DELETE" });
  assertEquals(seen, ["/nowhere 404", "/a 405"]);
});

Deno.test("onError() answers for what is thrown below its path", async () => {
  const fail: Middleware<unknown> = () => {
    throw new HttpError(403, "not you");
  };
  const handler = new App<unknown>()
    .onError("/api", (ctx) => {
      assertInstanceOf(ctx.error, HttpError);
      return new Response(`api: ${ctx.error.message}`, { status: 418 });
    })
    .get("/api/x", fail)
    .get("/other", fail)
    .handler();
  const caught = await ask(handler, "/api/x");
  assertEquals([caught.status, caught.text], [418, "api: not you"]);
  const uncaught = await ask(handler, "/other");
  assertEquals([uncaught.status, uncaught.text], [403, "not you"]);
});

Deno.test("notFound() answers only what is not there", async () => {
  const handler = new App<unknown>()
    .notFound((ctx) => ctx.text("nothing here", { status: 404 }))
    .get("/gone", () => Promise.reject(new HttpError(404)))
    .get("/teapot", () => Promise.reject(new HttpError(418)))
    .handler();
  assertEquals((await ask(handler, "/nope")).text, "nothing here");
  assertEquals((await ask(handler, "/gone")).text, "nothing here");
  assertEquals((await ask(handler, "/teapot")).status, 418);
});

Deno.test("handler() says nothing of an unexpected error but that there was one", async () => {
  const handler = new App<unknown>()
    .get("/throws", () => {
      throw new Error("secret");
    })
    .get("/none", (() => undefined) as unknown as Middleware<unknown>)
    .handler();
  const said = await quiet(async () => {
    const { status, text } = await ask(handler, "/throws");
    assertEquals([status, text], [500, "Internal server error"]);
    assertEquals((await ask(handler, "/none")).status, 500);
  });
  assertEquals(said.length, 2);
  assertStringIncludes(String(said[1]), "Expected a Response");
});

Deno.test("redirect() never leads to another host by a path", async () => {
  const to = async (where: string): Promise<string | null> => {
    const handler = new App<unknown>()
      .get("/", (ctx) => ctx.redirect(where, 303)).handler();
    const { status, headers } = await ask(handler, "/");
    assertEquals(status, 303);
    return headers.get("location");
  };
  assertEquals(await to("//evil.example//x?y=//z"), "/evil.example/x?y=//z");
  assertEquals(await to("/a#//b"), "/a#//b");
  assertEquals(await to("https://example.org//x"), "https://example.org//x");
});

Deno.test("text(), html() and json() set their content types", async () => {
  const handler = new App<unknown>()
    .get("/text", (ctx) => ctx.text("t", { status: 201 }))
    .get("/html", (ctx) => ctx.html("<p>", { headers: { "X-A": "1" } }))
    .get("/json", (ctx) => ctx.json({ a: 1 }))
    .handler();
  const text = await ask(handler, "/text");
  assertEquals(text.status, 201);
  assertEquals(text.headers.get("Content-Type"), "text/plain;charset=UTF-8");
  const html = await ask(handler, "/html");
  assertEquals(html.headers.get("Content-Type"), "text/html; charset=utf-8");
  assertEquals(html.headers.get("X-A"), "1");
  const json = await ask(handler, "/json");
  assertEquals(json.headers.get("Content-Type"), "application/json");
  assertEquals(json.text, '{"a":1}');
});

Deno.test("a context keeps its state for one request", async () => {
  const contexts: Context<{ path?: string }>[] = [];
  const handler = new App<{ path?: string }>().use(mark("a"), (ctx) => {
    contexts.push(ctx);
    return ctx.text(ctx.state.path ?? "");
  }).handler();
  assertEquals((await ask(handler, "/")).text, "a");
  assertEquals((await ask(handler, "/?fresh-partial=true")).text, "a");
  const [first, second] = contexts;
  assert(first && second && first !== second);
  assertStrictEquals(first.isPartial, false);
  assertStrictEquals(second.isPartial, true);
  assertEquals(first.config.mode, "production");
});
