/**
 * The app: middlewares, static files, file routes. `app` is what the build and
 * Deno Deploy serve; `serve.ts` adds what a process of one's own needs.
 *
 * @module
 */
import { App, csp, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { protectedResponse } from "./http/headers.ts";
import { redact } from "./http/mangled_link.ts";
import { themeOf } from "./look/theme.ts";
import { readConfig } from "./signalling/config.ts";
import { createSignalling, type Signalling } from "./signalling/signalling.ts";

/**
 * An app whose every request is clean and whose every answer is protected. It
 * stands around Fresh's own handler, because error pages and refused methods
 * are answered outside of all middlewares.
 */
class GuardedApp extends App<State> {
  readonly #secure: boolean;

  constructor(secure: boolean) {
    super();
    this.#secure = secure;
  }

  override handler(): ReturnType<App<State>["handler"]> {
    const answer = super.handler();
    return async (req, info) => {
      const { pathname, protocol } = new URL(req.url);
      const response = await answer(redact(req), info).catch((error) => {
        // The kind alone: what an error says can hold an address or a room.
        console.error(`request failed: ${error?.name}`);
        return new Response("Something went wrong on our side.\n", {
          status: 500,
        });
      });
      return protectedResponse(response, {
        pathname,
        secure: this.#secure || protocol === "https:",
      });
    };
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
    .use(staticFiles())
    .use((ctx) => {
      ctx.state.signalling = signalling;
      ctx.state.theme = themeOf(ctx.req.headers.get("cookie"));
      return ctx.next();
    })
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
