import { assertEquals, assertMatch } from "@std/assert";
import { App, csp } from "fresh";
import { ask } from "./testdata/project.ts";

function next<K extends keyof WebSocketEventMap>(
  socket: WebSocket,
  type: K,
): Promise<WebSocketEventMap[K]> {
  return new Promise((resolve) =>
    socket.addEventListener(type, resolve, { once: true })
  );
}

Deno.test("upgrade() returns socket and response, also below a middleware that sets headers", async () => {
  const app = new App<unknown>().use(csp({ useNonce: true }))
    .get("/ws", (ctx) => {
      const { socket, response } = ctx.upgrade({ protocol: "duet.v1" });
      socket.onmessage = ({ data }) => socket.send(`echo ${data}`);
      return response;
    });
  await using server = Deno.serve({ port: 0, onListen() {} }, app.handler());
  const url = `ws://localhost:${server.addr.port}/ws`;
  const socket = new WebSocket(url, "duet.v1");
  await next(socket, "open");
  assertEquals(socket.protocol, "duet.v1");
  socket.send("hello");
  assertEquals((await next(socket, "message")).data, "echo hello");
  socket.close();
  await next(socket, "close");
});

Deno.test("upgrade() refuses a request that asks for none", async () => {
  const app = new App<unknown>().get("/ws", (ctx) => ctx.upgrade().response);
  const { status, text } = await ask(app.handler(), "/ws");
  assertEquals(status, 400);
  assertMatch(text, /WebSocket/);
});
