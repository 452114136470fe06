/**
 * The floor's server: one page, and a relay that keeps what the first person
 * said for the second. No rooms to speak of, no limits, no validation.
 *
 * @module
 */

interface Room {
  sockets: WebSocket[];
  parked: string[];
}

/** Serves the floor on a free port of 127.0.0.1 until disposal. */
export function serveFloor(): AsyncDisposable & { origin: string } {
  const rooms = new Map<string, Room>();
  const page = Deno.readTextFileSync(
    new URL("./index.html", import.meta.url),
  );
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => {
      const url = new URL(request.url);
      if (url.pathname === "/relay") return relay(request, url, rooms);
      if (url.pathname !== "/") return new Response(null, { status: 404 });
      return new Response(page, { headers: { "content-type": "text/html" } });
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function relay(request: Request, url: URL, rooms: Map<string, Room>): Response {
  const { socket, response } = Deno.upgradeWebSocket(request);
  const room = rooms.get(url.search) ?? { sockets: [], parked: [] };
  rooms.set(url.search, room);
  socket.onopen = () => {
    room.sockets.push(socket);
    if (room.sockets.length === 1) socket.send(`{"first":true}`);
    else for (const message of room.parked) socket.send(message);
  };
  socket.onmessage = ({ data }) => {
    const other = room.sockets.find((each) => each !== socket);
    if (other) other.send(data);
    else room.parked.push(data);
  };
  socket.onclose = () => rooms.delete(url.search);
  return response;
}
