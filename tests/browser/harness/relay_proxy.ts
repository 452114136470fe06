/**
 * Somebody between the pages and the app: passes every request on, and every
 * message of every WebSocket, and may look at all of it and change messages.
 *
 * @module
 */

/** One way through the proxy. */
export type Way = "to-server" | "to-page";

/** What whoever is in between does with one page's WebSocket. */
export interface Meddling {
  /** What is passed on in place of this message. */
  pass(way: Way, message: string): string | Promise<string>;
}

/** Who is in between. */
export interface Meddler {
  /** A page opens a WebSocket at this path. */
  meet(path: string): Meddling;
  /** A request or an answer passes, whole. */
  overhear?(way: Way, bytes: Uint8Array): void;
}

/** A running proxy; disposal ends it. */
export interface RelayProxy extends AsyncDisposable {
  readonly origin: string;
}

/** Stands in front of the app at `origin`. */
export function standBefore(origin: string, meddler: Meddler): RelayProxy {
  const sockets = new Set<WebSocket>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      const { pathname, search } = new URL(request.url);
      const target = new URL(pathname + search, origin);
      meddler.overhear?.("to-server", headOf(request, pathname + search));
      return request.headers.get("upgrade") === "websocket"
        ? relay(request, target, meddler.meet(pathname), sockets)
        : forward(request, target, meddler);
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.close();
      await server.shutdown();
    },
  };
}

function headOf({ method, headers }: Request, path: string): Uint8Array {
  return new TextEncoder().encode(
    `${method} ${path}\n${JSON.stringify([...headers])}\n`,
  );
}

async function forward(
  { method, headers }: Request,
  target: URL,
  meddler: Meddler,
): Promise<Response> {
  const answer = await fetch(target, { method, headers, redirect: "manual" });
  const body = new Uint8Array(await answer.arrayBuffer());
  const passed = new Headers(answer.headers);
  // It was unpacked on the way.
  passed.delete("content-encoding");
  passed.delete("content-length");
  meddler.overhear?.(
    "to-page",
    new TextEncoder().encode(JSON.stringify([...passed])),
  );
  meddler.overhear?.("to-page", body);
  const { status } = answer;
  const bodiless = [204, 304].includes(status) || method === "HEAD";
  return new Response(bodiless ? null : body, { status, headers: passed });
}

function relay(
  request: Request,
  target: URL,
  meddling: Meddling,
  sockets: Set<WebSocket>,
): Response {
  const protocol = request.headers.get("sec-websocket-protocol") ?? "";
  const { socket: page, response } = Deno.upgradeWebSocket(request, {
    protocol,
  });
  target.protocol = "ws:";
  // Deno's constructor takes headers, the web's does not: the app looks at
  // the origin, which is the proxy's for the page.
  const server: WebSocket = Reflect.construct(WebSocket, [target, {
    protocols: [protocol],
    headers: { origin: new URL(target.origin.replace("ws", "http")).origin },
  }]);
  join(page, server, (message) => meddling.pass("to-server", message));
  join(server, page, (message) => meddling.pass("to-page", message));
  sockets.add(page).add(server);
  return response;
}

/** Passes on what one socket says to the other, in order, and its end. */
function join(
  from: WebSocket,
  to: WebSocket,
  change: (message: string) => string | Promise<string>,
): void {
  const opened = new Promise<void>((resolve) => {
    if (to.readyState === WebSocket.OPEN) resolve();
    to.addEventListener("open", () => resolve());
    to.addEventListener("close", () => resolve());
  });
  let passed = opened;
  from.onmessage = ({ data }) => {
    passed = passed.then(async () => {
      const message = await change(String(data));
      if (to.readyState === WebSocket.OPEN) to.send(message);
    });
  };
  from.onerror = () => {};
  from.onclose = ({ code, reason }) => {
    passed = passed.then(() => {
      // Codes of the protocol itself cannot be said by a program.
      if (code >= 3000) to.close(code, reason);
      else to.close();
    });
  };
}
