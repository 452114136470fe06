import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { App } from "fresh";
import { HttpError } from "./server/error.ts";
import type { Middleware } from "./server/types.ts";
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
    .get("/a/b", (ctx) => new Response(ctx.url.pathname)).handler();
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

Deno.test("use() runs middlewares from the outside in, with a state for each request", async () => {
  const handler = new App<{ path?: string }>()
    .use(mark("a"), mark("b"))
    .use(mark("c"))
    .get("/", (ctx) => new Response(ctx.state.path ?? ""))
    .handler();
  assertEquals((await ask(handler, "/")).text, "abc");
  assertEquals((await ask(handler, "/")).text, "abc");
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
  }).get("/a", () => new Response("a")).handler();
  await ask(handler, "/nowhere");
  await ask(handler, "/a", { method: "DELETE" });
  assertEquals(seen, ["/nowhere 404", "/a 405"]);
});

Deno.test("use() refuses middlewares that come after routes", () => {
  assertThrows(() => new App<object>().fsRoutes().use(mark("a")), TypeError);
});

Deno.test("mountApp() takes over middlewares and routes, and passes by an overridden handler", async () => {
  class Guarded extends App<{ path?: string }> {
    override handler() {
      return () => Promise.resolve(new Response("guarded"));
    }
  }
  const inner = new Guarded().use(mark("b"))
    .get("/x", (ctx) => new Response(ctx.state.path ?? ""));
  const outer = new App<{ path?: string }>().use(mark("a"))
    .mountApp("/", inner);
  assertEquals((await ask(outer.handler(), "/x")).text, "ab");
  assertEquals((await ask(inner.handler(), "/x")).text, "guarded");
});

Deno.test("handler() says nothing of an unexpected error but that there was one", async () => {
  const handler = new App<unknown>()
    .get("/", () => {
      throw new Error("secret");
    })
    .handler();
  const said = await quiet(async () => {
    const { status, text } = await ask(handler, "/");
    assertEquals([status, text], [500, "Internal server error"]);
  });
  assertEquals(String(said), "Error: secret");
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
