import type { AppHandler } from "../server/app.ts";

/**
 * Keeps a socket to every page, on which it says which run of the server this
 * is: a page that hears of another one reloads.
 */
export function withLiveReload(handler: AppHandler): AppHandler {
  const revision = crypto.randomUUID();
  return (req, info) => {
    if (new URL(req.url).pathname !== "/_frsh/alive") return handler(req, info);
    const { socket, response } = Deno.upgradeWebSocket(req);
    socket.onopen = () => socket.send(revision);
    return Promise.resolve(response);
  };
}
