/**
 * The app: middlewares, static files, file routes. `app` is what the build and
 * Deno Deploy serve; `serve.ts` adds what a process of one's own needs.
 *
 * @module
 */
import { App, csp, HttpError, staticFiles } from "fresh";
import "./components/base/unmark_links.ts";
import type { State } from "./define.ts";
import { guarded, refusalOf } from "./http/guard.ts";
import { protectedResponse } from "./http/headers.ts";
import { themeOf } from "./look/theme.ts";
import { readConfig } from "./signalling/config.ts";
import { createSignalling, type Signalling } from "./signalling/signalling.ts";

/**
 * Fresh's app with the guard around it. A middleware would come too late: the
 * router throws before all of them, at malformed escapes and unknown methods.
 * So this overrides the method that the build's `_fresh/server.js` and Deno
 * Deploy call. `mountApp()` does not call it: whoever mounts Duet in another app
 * puts {@linkcode guarded} around that app's handler.
 */
class GuardedApp extends App<State> {
  readonly #secure: boolean;

  constructor(secure: boolean) {
    super();
    this.#secure = secure;
  }

  override handler(): ReturnType<App<State>["handler"]> {
    return guarded(super.handler(), this.#secure);
  }
}

/**
 * Makes the app around a signalling server.
 *
 * @param options.secure Whether a proxy adds TLS that requests do not show.
 */
export function createApp(
  signalling: Signalling,
  options: { secure?: boolean } = {},
): App<State> {
  return new GuardedApp(options.secure ?? false)
    // Once more where the app is mounted in another, as for development.
    .use(async (ctx) => {
      const { pathname, protocol } = ctx.url;
      const secure = protocol === "https:";
      return protectedResponse(await ctx.next(), { pathname, secure });
    })
    // Lends its nonce; the policy itself is ours.
    .use(csp({ useNonce: true }))
    .use((ctx) => {
      ctx.state.signalling = signalling;
      ctx.state.theme = themeOf(ctx.req.headers.get("cookie"));
      const status = refusalOf(ctx.req);
      if (status !== null) throw new HttpError(status);
      return ctx.next();
    })
    .use(staticFiles())
    .fsRoutes();
}

/** Settings of this process, from its environment. */
export const config = readConfig();

/** The process's one signalling server. */
export const signalling = createSignalling(config);

/** The app that is built and served. */
export const app = createApp(signalling, {
  secure: config.publicOrigin?.startsWith("https:") ?? false,
});
