import type { AppHandler } from "../server/app.ts";

const ALIVE = "/_frsh/alive";

/**
 * Keeps a socket to every page, on which it says which run of the server this
 * is: a page that hears of another one reloads.
 */
export function withLiveReload(
  handler: AppHandler,
  revision: string = crypto.randomUUID(),
): AppHandler {
  return (req, info) => {
    if (new URL(req.url).pathname !== ALIVE) return handler(req, info);
    if (req.headers.get("upgrade") !== "websocket") {
      return Promise.resolve(new Response(null, { status: 501 }));
    }
    const { socket, response } = Deno.upgradeWebSocket(req);
    socket.onopen = () =>
      socket.send(JSON.stringify({ type: "initial-state", revision }));
    return Promise.resolve(response);
  };
}
