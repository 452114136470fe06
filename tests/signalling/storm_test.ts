import { assert, assertEquals } from "@std/assert";
import { SignallingClient } from "../../call/signalling/signalling_client.ts";
import { deriveRoomKeys } from "../../sealing/key_schedule.ts";
import { systemClock } from "../../signalling/clock.ts";

const ROOMS = 2_000;
const BACK_WITHIN_MS = 10_000;

/** Starts the server process; resolves when it listens. */
async function startServer(port: number): Promise<Deno.ChildProcess> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-lock",
      "--allow-net=127.0.0.1",
      "--allow-env",
      new URL("storm_server.ts", import.meta.url).pathname,
      `${port}`,
    ],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read();
  await reader.cancel();
  return process;
}

async function kill(process: Deno.ChildProcess): Promise<void> {
  process.kill("SIGKILL");
  await process.status;
}

function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}

/** One of the two in a room, as a page would be, with what it knows. */
class Guest {
  self = "";
  peer: string | null = null;
  open = false;
  refused = false;
  readonly client: SignallingClient;

  constructor(port: number, page: string, changed: () => void) {
    this.client = new SignallingClient({
      connect(key, subprotocol): WebSocket {
        // Deno's own second argument: browsers send the origin by themselves.
        return Reflect.construct(WebSocket, [`ws://127.0.0.1:${port}/${key}`, {
          protocols: [subprotocol],
          headers: { origin: `http://127.0.0.1:${port}` },
        }]);
      },
      clock: systemClock,
      random: Math.random,
      page,
      reachable: () => Promise.resolve(true),
    }, {
      onPhase: (phase) => {
        this.open = phase === "open";
        changed();
      },
      onJoined: (self, peer) => {
        this.self = self;
        this.peer = peer?.id ?? null;
        changed();
      },
      onPeerHere: (_self, peer) => {
        this.peer = peer.id;
        changed();
      },
      onPeerAway: () => {},
      onPeerGone: () => this.peer = null,
      onClaim: () => {},
      onLocked: () => {},
      onIceServers: () => {},
      onData: () => {},
      onRefused: () => {
        this.refused = true;
        changed();
      },
    });
  }
}

Deno.test({
  name: `a killed server gets all of ${ROOMS} rooms back, nobody twice`,
  async fn() {
    const port = freePort();
    let wake = () => {};
    const changed = () => wake();
    const rooms = await Promise.all(
      Array.from({ length: ROOMS }, async (_, i) => ({
        access: await deriveRoomKeys({ kind: "named", name: `storm ${i}` }),
        pair: [
          new Guest(port, `page-a-${i}-xxxx`, changed),
          new Guest(port, `page-b-${i}-xxxx`, changed),
        ] as const,
      })),
    );
    const guests = rooms.flatMap(({ pair }) => [...pair]);
    const together = () =>
      rooms.every(({ pair: [a, b] }) =>
        a.open && b.open && a.peer === b.self && b.peer === a.self
      );
    /** Waits for news, not for a while. */
    async function until(condition: () => boolean): Promise<void> {
      while (!condition()) {
        await new Promise<void>((resolve) => wake = resolve);
      }
    }

    let server = await startServer(port);
    for (const { access, pair } of rooms) {
      for (const { client } of pair) client.open(access, "", null);
      // As people come: not four thousand in one instant.
      await until(() => pair.every(({ open }) => open));
    }
    await until(together);
    const ids = guests.map(({ self }) => self);

    await kill(server);
    await until(() => guests.every(({ open }) => !open));
    server = await startServer(port);
    const startMs = performance.now();
    await until(together);
    const ms = Math.round(performance.now() - startMs);
    console.log(`${ROOMS} rooms back ${ms} ms after the server listened`);

    assertEquals(
      guests.map(({ self }) => self),
      ids,
      "everyone is who they were",
    );
    assertEquals(new Set(ids).size, ids.length, "nobody sits twice");
    assert(!guests.some(({ refused }) => refused), "nobody was refused");
    assert(ms <= BACK_WITHIN_MS, `${ms} ms`);
    for (const { client } of guests) client.close(false);
    await kill(server);
  },
  // The sockets' ends arrive after the server's death, not within the test.
  sanitizeOps: false,
  sanitizeResources: false,
});
