/** The whole wall without pages, in a process of its own: it prints its port. */
import { protectedResponse } from "../../http/headers.ts";
import { readConfig } from "../../signalling/config.ts";
import { Front } from "../../signalling/front/front.ts";
import { MAX_MESSAGE_BYTES } from "../../signalling/protocol.ts";
import { createSignalling } from "../../signalling/signalling.ts";

/** Given by `--expose-gc`: what is looked at is what is kept. */
const collectGarbage: unknown = Reflect.get(globalThis, "gc");
const held = () => {
  if (typeof collectGarbage === "function") collectGarbage();
  return { ...front.held, rssBytes: Deno.memoryUsage().rss };
};
const config = readConfig();
const signalling = createSignalling(config);
const front: Front = new Front({
  ...config,
  hostname: config.host,
  handler: (req, { remoteAddr }) => {
    const { pathname } = new URL(req.url);
    const key = pathname.split("/").at(-1) ?? "";
    const response = pathname.startsWith("/api/signal/")
      ? signalling.handle({
        req,
        remoteAddr,
        key,
        upgrade: (options) => Deno.upgradeWebSocket(req, options),
      })
      : Response.json(held());
    return protectedResponse(response, { pathname, secure: false });
  },
  refuse: (status) =>
    protectedResponse(new Response("no\n", { status }), {
      pathname: "/",
      secure: false,
    }),
  maxMessageBytes: MAX_MESSAGE_BYTES,
});
console.log(front.addr.port);
Deno.addSignalListener("SIGTERM", async () => {
  await signalling.drain();
  await front.shutdown();
  Deno.exit(0);
});
