import { define } from "../../../define.ts";

/** The signalling WebSocket of one room; all rules are the server's. */
export const handler = define.handlers({
  GET(ctx) {
    return ctx.state.signalling.handle({
      req: ctx.req,
      remoteAddr: ctx.info.remoteAddr,
      key: ctx.params.key ?? "",
      upgrade: (options) => ctx.upgrade(options),
    });
  },
});
