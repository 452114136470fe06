import { type Build, NO_BUILD, setBuildId } from "./build.ts";
import { Context } from "./context.ts";
import { defaultErrorResponse, HttpError } from "./error.ts";
import { renderPage } from "./render.ts";
import { fileRoutes, match, type Route, toRoute } from "./routes.ts";
import type { Middleware } from "./types.ts";

/** Called by `Deno.serve`, or by a test without connection information. */
export type AppHandler = (
  request: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

const LOCAL: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/** Gives an app the result of a build. */
export let setBuild: <State>(app: App<State>, build: Build) => void;

/** Middlewares, and routes below them. */
export class App<State> {
  readonly #middlewares: Middleware<State>[] = [];
  readonly #routes: Route<State>[] = [];
  #hasFileRoutes = false;
  #build: Build = NO_BUILD;

  static {
    setBuild = (app, build) => {
      setBuildId(build.id);
      app.#build = build;
    };
  }

  /** Adds middlewares for all requests. */
  use(...middlewares: Middleware<State>[]): this {
    // Upstream, they would see only what is added later.
    if (this.#hasFileRoutes || this.#routes.length > 0) {
      throw new TypeError("Middlewares come before routes");
    }
    this.#middlewares.push(...middlewares);
    return this;
  }

  /** Handles GET, and with it HEAD, at a path. */
  get(path: string, handler: Middleware<State>): this {
    this.#routes.push(toRoute(path, { handler: { GET: handler } }));
    return this;
  }

  /** Adds the file routes of the build. */
  fsRoutes(): this {
    this.#hasFileRoutes = true;
    return this;
  }

  /** The app as a function, for `Deno.serve` and for tests. */
  handler(): AppHandler {
    const build = this.#build;
    const files = fileRoutes<State>(this.#hasFileRoutes ? build.routes : []);
    const routes = [...this.#routes, ...files.routes];

    return async (req, info = LOCAL) => {
      const url = new URL(req.url);
      // `//host` in a path would be another host once it is redirected to.
      url.pathname = url.pathname.replace(/\/+/g, "/");
      const { route, params } = match(routes, url);
      const ctx = new Context<State>({ req, url, info, params }, build);
      const end = async () => {
        const handle = route?.methods.get(req.method);
        if (!route || !handle) throw new HttpError(route ? 405 : 404);
        const result = await handle(ctx);
        return result instanceof Response
          ? result
          : renderPage(ctx, files.app, route.component, result);
      };
      try {
        const response = await run(this.#middlewares, ctx, end)
          .catch((thrown) => {
            if (!files.error) throw thrown;
            const status = thrown instanceof HttpError ? thrown.status : 500;
            const options = { data: undefined, status };
            return renderPage(ctx, files.app, files.error, options);
          });
        return req.method === "HEAD" ? new Response(null, response) : response;
      } catch (error) {
        return defaultErrorResponse(error);
      }
    };
  }
}

/** Runs middlewares one inside the other, and `end` innermost. */
function run<State>(
  middlewares: readonly Middleware<State>[],
  ctx: Context<State>,
  end: () => Promise<Response>,
): Promise<Response> {
  const step = (index: number) => async () => {
    const middleware = middlewares[index];
    if (middleware === undefined) return await end();
    ctx.next = step(index + 1);
    return await middleware(ctx);
  };
  return step(0)();
}
