/** A signalling server in a process of its own, to be killed: port as argument. */
import { SUBPROTOCOL } from "../../signalling/protocol.ts";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";

const many: Record<string, string> = {
  MAX_SOCKETS: "20000",
  MAX_SOCKETS_PER_ADDRESS: "20000",
  MAX_JOINS_PER_MINUTE: "100000",
};
const signalling = createSignalling(readConfig((name) => many[name]));

Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.args[0]),
  onListen: () => console.log(`listening for ${SUBPROTOCOL}`),
}, (req, { remoteAddr }) =>
  signalling.handle({
    req,
    remoteAddr,
    key: new URL(req.url).pathname.slice(1),
    upgrade: (options) => Deno.upgradeWebSocket(req, options),
  }));
