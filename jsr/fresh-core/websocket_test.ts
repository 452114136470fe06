import { assertEquals, assertMatch } from "@std/assert";
import { App, csp, type WebSocketHandlers } from "fresh";
import { ask } from "./testdata/project.ts";

/** Serves an app on a free port until the scope ends. */
function serve(app: App<unknown>): AsyncDisposable & { url: string } {
  const server = Deno.serve({ port: 0, onListen() {} }, app.handler());
  return {
    url: `ws://localhost:${server.addr.port}/ws`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function next<K extends keyof WebSocketEventMap>(
  socket: WebSocket,
  type: K,
): Promise<WebSocketEventMap[K]> {
  return new Promise((resolve) =>
    socket.addEventListener(type, resolve, { once: true })
  );
}

Deno.test("upgrade() returns socket and response for the caller to wire", async () => {
  const app = new App<unknown>().get("/ws", (ctx) => {
    const { socket, response } = ctx.upgrade({ protocol: "duet.v1" });
    socket.onmessage = ({ data }) => socket.send(`echo ${data}`);
    return response;
  });
  await using server = serve(app);
  const socket = new WebSocket(server.url, "duet.v1");
  await next(socket, "open");
  assertEquals(socket.protocol, "duet.v1");
  socket.send("hello");
  assertEquals((await next(socket, "message")).data, "echo hello");
  socket.close();
  await next(socket, "close");
});

Deno.test("upgrade() calls the handlers that it is given", async () => {
  const events: string[] = [];
  const closed = Promise.withResolvers<void>();
  const handlers: WebSocketHandlers = {
    open: (socket) => socket.send("welcome"),
    message(socket, { data }) {
      events.push(`message ${data}`);
      socket.send("thanks");
    },
    close(_socket, code, reason) {
      events.push(`close ${code} ${reason}`);
      closed.resolve();
    },
  };
  const app = new App<unknown>()
    .get("/ws", (ctx) => ctx.upgrade(handlers, { idleTimeout: 5 }));
  await using server = serve(app);
  const socket = new WebSocket(server.url);
  assertEquals((await next(socket, "message")).data, "welcome");
  socket.send("hi");
  assertEquals((await next(socket, "message")).data, "thanks");
  socket.close(4000, "done");
  await next(socket, "close");
  await closed.promise;
  assertEquals(events, ["message hi", "close 4000 done"]);
});

Deno.test("upgrade() works below middlewares that set headers", async () => {
  const app = new App<unknown>().use(csp()).get(
    "/ws",
    (ctx) => ctx.upgrade({ open: (socket) => socket.send("up") }),
  );
  await using server = serve(app);
  const socket = new WebSocket(server.url);
  assertEquals((await next(socket, "message")).data, "up");
  socket.close();
  await next(socket, "close");
});

Deno.test("upgrade() refuses a request that asks for none", async () => {
  const app = new App<unknown>().get("/ws", (ctx) => ctx.upgrade().response);
  const { status, text } = await ask(app.handler(), "/ws");
  assertEquals(status, 400);
  assertMatch(text, /WebSocket/);
});
