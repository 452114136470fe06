/**
 * Serves the build from a process of one's own, and lets calls go on when the
 * process must end.
 *
 * @module
 */
import { config, signalling } from "./main.ts";

const { default: built } = await import("./_fresh/server.js");

const server = Deno.serve({
  hostname: config.host,
  port: config.port,
  onListen({ hostname, port }) {
    const host = hostname === "0.0.0.0" || hostname === "::"
      ? "localhost"
      : hostname;
    console.log(`Duet is ready on http://${host}:${port}/`);
  },
}, built.fetch);

async function end(): Promise<void> {
  await signalling.drain();
  await server.shutdown();
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, end);
}
await server.finished;
Deno.exit(0);
