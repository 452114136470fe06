/**
 * Somebody in front of the app who passes every page on and lets no WebSocket
 * through.
 *
 * @module
 */

/** A running turnstile; disposal ends it. */
export interface Turnstile extends AsyncDisposable {
  readonly origin: string;
  /** How many sockets were turned away. */
  readonly refused: number;
}

/**
 * Stands in front of the app at `target`.
 *
 * @param code Closes sockets with this code; without one, they never open.
 */
export function turnAway(target: string, code: number | null): Turnstile {
  let refused = 0;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      if (request.headers.get("upgrade") === "websocket") {
        refused++;
        return code === null
          ? new Response(null, { status: 403 })
          : closeWith(request, code);
      }
      const { status, headers, body } = await fetch(target + pathname + search);
      const passed = new Headers(headers);
      // It was unpacked on the way.
      passed.delete("content-encoding");
      passed.delete("content-length");
      return new Response(body, { status, headers: passed });
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    get refused() {
      return refused;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function closeWith(request: Request, code: number): Response {
  const protocol = request.headers.get("sec-websocket-protocol") ?? "";
  const { socket, response } = Deno.upgradeWebSocket(request, { protocol });
  // Once asked, as the server does: not before the page is listening.
  socket.onmessage = () => socket.close(code);
  return response;
}
