import { type Build, NO_BUILD, setBuildId } from "./build.ts";
import { Context } from "./context.ts";
import { defaultErrorResponse, HttpError } from "./error.ts";
import { renderPage } from "./render.ts";
import {
  type FileRoutes,
  fileRoutes,
  match,
  methodRoute,
  type Route,
} from "./routes.ts";
import { METHODS, type Middleware } from "./types.ts";

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
    this.#routes.push(methodRoute("GET", path, handler));
    return this;
  }

  /**
   * Takes over the middlewares and routes of another app. Its `handler()` is not
   * called, whatever it does.
   */
  mountApp(_path: "/", app: App<State>): this {
    this.use(...app.#middlewares);
    this.#routes.push(...app.#routes);
    this.#hasFileRoutes ||= app.#hasFileRoutes;
    return this;
  }

  /** Adds the file routes of the build. */
  fsRoutes(): this {
    this.#hasFileRoutes = true;
    return this;
  }

  /**
   * The app as a function, for `Deno.serve` and for tests. What the router does
   * not understand, it throws: no middleware and no page sees that.
   */
  handler(): AppHandler {
    const build = this.#build;
    const files = fileRoutes<State>(this.#hasFileRoutes ? build.routes : []);
    const routes = [...this.#routes, ...files.routes];

    return (req, info = LOCAL) => {
      const url = new URL(req.url);
      // `//host` in a path would be another host once it is redirected to.
      url.pathname = url.pathname.replace(/\/+/g, "/");
      const { route, answer, params } = match(routes, req.method, url);
      const ctx = new Context<State>({ req, url, info, params }, build);
      return respond(this.#middlewares, ctx, files, async () => {
        if (!route) throw new HttpError(404);
        if (!answer) return refuseMethod(req, route);
        const result = await answer(ctx);
        return result instanceof Response
          ? result
          : renderPage(ctx, files.app, route.component, result);
      });
    };
  }
}

/** OPTIONS is answered by the router itself, where a route has not said how. */
function refuseMethod<State>(
  { method }: Request,
  { answers }: Route<State>,
): Response {
  if (method !== "OPTIONS") throw new HttpError(405);
  const allowed = METHODS.filter((each) => answers[each] !== null);
  const headers = { Allow: allowed.join(", ") };
  return new Response(null, { status: 204, headers });
}

/** Runs the middlewares around `end`, and makes the error page where they fail. */
async function respond<State>(
  middlewares: readonly Middleware<State>[],
  ctx: Context<State>,
  { app, error: page }: FileRoutes<State>,
  end: () => Promise<Response>,
): Promise<Response> {
  try {
    const response = await run(middlewares, ctx, end).catch((thrown) => {
      ctx.error = thrown;
      if (!page) throw thrown;
      const status = thrown instanceof HttpError ? thrown.status : 500;
      return renderPage(ctx, app, page, { data: {}, status });
    });
    return ctx.req.method === "HEAD" ? new Response(null, response) : response;
  } catch (error) {
    return defaultErrorResponse(error);
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
