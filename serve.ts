/**
 * Serves the build from a process of one's own, and lets calls go on when the
 * process must end.
 *
 * @module
 */
import { protectedResponse } from "./http/headers.ts";
import { config, signalling } from "./main.ts";
import { Front } from "./signalling/front/front.ts";
import { MAX_MESSAGE_BYTES } from "./signalling/protocol.ts";

const { default: built } = await import("./_fresh/server.js");
const secure = config.publicOrigin?.startsWith("https:") ?? false;

const front = new Front({
  ...config,
  hostname: config.host,
  handler: built.fetch,
  refuse: (status) =>
    protectedResponse(
      new Response("This is not a request that can be answered.\n", { status }),
      { pathname: "/", secure },
    ),
  maxMessageBytes: MAX_MESSAGE_BYTES,
});

const { hostname, port } = front.addr;
const anywhere = hostname === "0.0.0.0" || hostname === "::";
console.log(
  `Duet is ready on http://${anywhere ? "localhost" : hostname}:${port}/`,
);

async function end(): Promise<void> {
  await signalling.drain();
  await front.shutdown();
  Deno.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, end);
}
