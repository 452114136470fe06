/**
 * A server as if it were far away: everything takes its time there and back.
 * The kernel of a container has no delays to give; a proxy has.
 *
 * @module
 */

/** The way to a server through the proxy. */
export interface FarServer extends AsyncDisposable {
  readonly origin: string;
}

/**
 * Puts a server at a distance.
 *
 * @param roundTripMs How long there and back takes. A new connection takes one
 *   more before its first bytes, as TCP's handshake does; TLS would take another.
 */
export function farServer(origin: string, roundTripMs: number): FarServer {
  const { hostname, port } = new URL(origin);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const conns = new Set<Deno.TcpConn>();

  async function join(near: Deno.TcpConn): Promise<void> {
    const far = await Deno.connect({ hostname, port: Number(port) });
    conns.add(near).add(far);
    const openAtMs = performance.now() + roundTripMs;
    await Promise.all([
      carry(near, far, roundTripMs / 2, openAtMs),
      carry(far, near, roundTripMs / 2, 0),
    ]);
    for (const conn of [near, far]) conns.delete(conn);
  }

  const accepting = (async () => {
    for await (const near of listener) join(near).catch(() => near.close());
  })();
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const conn of conns) conn.close();
      await accepting;
    },
  };
}

/** Carries one direction, in order, each piece `delayMs` after it came. */
async function carry(
  from: Deno.TcpConn,
  to: Deno.TcpConn,
  delayMs: number,
  notBeforeMs: number,
): Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const pieces = from.readable.getReader();
  for (;;) {
    const piece = await pieces.read().catch(() => ({ done: true }) as const);
    const atMs = Math.max(performance.now(), notBeforeMs) + delayMs;
    const before = last;
    last = (async () => {
      await until(atMs);
      await before;
      if (piece.done) await to.closeWrite();
      else await writeAll(to, piece.value);
    })().catch(() => {
      // Whoever has hung up is told nothing more.
    });
    if (piece.done) return last;
  }
}

function until(atMs: number): Promise<void> {
  const leftMs = Math.max(0, atMs - performance.now());
  return new Promise((resolve) => setTimeout(resolve, leftMs));
}

async function writeAll(to: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await to.write(bytes.subarray(at));
  }
}
