import { assertEquals, assertMatch } from "@std/assert";
import { App } from "fresh";
import type { State } from "../../define.ts";
import { handler as healthz } from "../../routes/healthz.ts";
import { handler as signal } from "../../routes/api/signal/[key].ts";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";
import { pair, relay } from "../signalling/client.ts";
import { RawClient } from "../signalling/raw_client.ts";
import { newRoom } from "../signalling/server.ts";

function createApp() {
  const signalling = createSignalling(readConfig(() => undefined));
  const handler = new App<State>()
    .use((ctx) => {
      ctx.state.signalling = signalling;
      return ctx.next();
    })
    .get("/healthz", healthz.GET)
    .get("/api/signal/:key", signal.GET)
    .handler();
  return { signalling, handler };
}

Deno.test("/healthz says ok, and that the server is draining", async () => {
  const { signalling, handler } = createApp();
  const get = () => handler(new Request("http://localhost/healthz"));
  const before = await get();
  assertEquals([before.status, await before.text()], [200, "ok"]);
  assertEquals(before.headers.get("cache-control"), "no-store");
  await signalling.drain();
  const after = await get();
  assertEquals([after.status, await after.text()], [503, "draining"]);
  assertEquals(after.headers.get("cache-control"), "no-store");
});

Deno.test("/api/signal/:key relays between two sockets", async () => {
  const { signalling, handler } = createApp();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    handler,
  );
  const host = `127.0.0.1:${server.addr.port}`;
  const { ada, ben } = await pair({ host }, newRoom());
  await relay(ada, ben);
  await relay(ben, ada);
  const path = `/api/signal/${newRoom().key}`;
  using foreign = await RawClient.request(server.addr.port, path, {
    Origin: "https://evil.example",
  });
  assertMatch(await foreign.read(), /^HTTP\/1.1 403 /);
  using nameless = await RawClient.request(server.addr.port, path, {
    "Sec-WebSocket-Protocol": null,
  });
  assertMatch(await nameless.read(), /^HTTP\/1.1 400 /);
  await signalling.drain();
  await server.shutdown();
});

Deno.test("/api/signal/:key tells a visitor that it is no page", async () => {
  const { handler } = createApp();
  const response = await handler(
    new Request(`http://localhost/api/signal/${newRoom().key}`),
  );
  assertEquals(response.status, 426);
  assertEquals(response.headers.get("upgrade"), "websocket");
});
