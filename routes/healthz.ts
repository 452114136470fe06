import { STATUS_CODE } from "@std/http/status";
import { define } from "../define.ts";

/** For load balancers: whether new people may be sent to this process. */
export const handler = define.handlers({
  GET(ctx) {
    const health = ctx.state.signalling.health();
    return new Response(health, {
      status: health === "ok" ? STATUS_CODE.OK : STATUS_CODE.ServiceUnavailable,
      headers: {
        "cache-control": "no-store",
        "content-type": "text/plain; charset=utf-8",
      },
    });
  },
});
