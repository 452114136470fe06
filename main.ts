/**
 * The app: middlewares, static files, file routes. `app` is what the build and
 * Deno Deploy serve; `serve.ts` adds what a process of one's own needs.
 *
 * @module
 */
import { App, csp, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { protect } from "./http/headers.ts";
import { readConfig } from "./signalling/config.ts";
import { createSignalling, type Signalling } from "./signalling/signalling.ts";

/** Makes the app around a signalling server. */
export function createApp(signalling: Signalling): App<State> {
  return new App<State>()
    .use(async (ctx) => {
      const response = await ctx.next();
      // A WebSocket's answer is written already.
      if (response.status === 101) return response;
      protect(response.headers, ctx.url.protocol === "https:");
      return response;
    })
    // Lends its nonce; the policy itself is ours.
    .use(csp({ useNonce: true }))
    .use(staticFiles())
    .use((ctx) => {
      ctx.state.signalling = signalling;
      return ctx.next();
    })
    .fsRoutes();
}

/** Settings of this process, from its environment. */
export const config = readConfig();

/** The process's one signalling server. */
export const signalling = createSignalling(config);

/** The app that is built and served. */
export const app = createApp(signalling);
