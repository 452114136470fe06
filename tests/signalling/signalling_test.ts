import { assertEquals } from "@std/assert";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";
import type { NativeSocket, Upgrade } from "../../signalling/upgrade.ts";
import { FakeClock } from "./fake_clock.ts";
import { newRoom } from "./server.ts";

/** A socket whose other end vanished before it opened: nothing ever happens. */
class StillbornSocket implements NativeSocket {
  readonly readyState = 0;
  readonly bufferedAmount = 0;
  onopen: NativeSocket["onopen"] = null;
  onmessage: NativeSocket["onmessage"] = null;
  onerror: NativeSocket["onerror"] = null;
  onclose: NativeSocket["onclose"] = null;
  send(): void {
    throw new DOMException("not open", "InvalidStateError");
  }
  close(): void {}
}

function start(env: Record<string, string> = {}) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const signalling = createSignalling(
    readConfig((name) => env[name]),
    clock,
    { random: Math.random, log: (line) => lines.push(line) },
  );
  const knock = (upgrade: Upgrade) =>
    signalling.handle({
      req: new Request("http://call.example/", {
        headers: {
          origin: "http://call.example",
          connection: "upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
          "sec-websocket-protocol": "duet.v1",
        },
      }),
      remoteAddr: {
        transport: "tcp",
        hostname: "192.0.2.1",
        port: 4711,
      },
      key: newRoom().key,
      upgrade,
    }).status;
  return { clock, lines, signalling, knock };
}

const stillborn: Upgrade = () => ({
  socket: new StillbornSocket(),
  response: new Response(null),
});

Deno.test("handle() asks for the subprotocol, and for pings before the heartbeat ends", () => {
  const asked: unknown[] = [];
  start().knock((options) => {
    asked.push(options);
    return stillborn(options);
  });
  assertEquals(asked, [{ protocol: "duet.v1", idleTimeout: 20 }]);
});

Deno.test("a request that is given up before its answer stops counting", async () => {
  const { clock, knock, signalling } = start({ MAX_SOCKETS_PER_ADDRESS: "1" });
  assertEquals(knock(stillborn), 200);
  assertEquals(knock(stillborn), 429);
  clock.advance(5_000);
  assertEquals(knock(stillborn), 200);
  await signalling.drain();
  assertEquals(clock.pending, 0);
});

Deno.test("an error of the socket is its end", () => {
  const { knock } = start({ MAX_SOCKETS_PER_ADDRESS: "1" });
  const socket = new StillbornSocket();
  knock(() => ({ socket, response: new Response(null) }));
  Reflect.apply(socket.onerror ?? (() => {}), socket, [new Event("error")]);
  assertEquals(knock(stillborn), 200);
});

Deno.test("an upgrade that fails is refused, and stops counting", () => {
  const { knock } = start({ MAX_SOCKETS_PER_ADDRESS: "1" });
  const failing: Upgrade = () => {
    throw new TypeError("Invalid Header");
  };
  assertEquals(knock(failing), 400);
  assertEquals(knock(stillborn), 200);
});

Deno.test("a process that is full says so", () => {
  const { knock } = start({ MAX_SOCKETS: "1" });
  assertEquals(knock(stillborn), 200);
  assertEquals(knock(stillborn), 503);
});

Deno.test("drain() of nobody is done at once", async () => {
  const { clock, signalling } = start();
  await signalling.drain();
  assertEquals(clock.pending, 0);
});
