import { type BuildCache, NO_BUILD } from "./build_cache.ts";
import { Context } from "./context.ts";
import { defaultErrorResponse, HttpError } from "./error.ts";
import { addFileRoutes } from "./file_routes.ts";
import { Router } from "./router.ts";
import { type ListenOptions, serve } from "./serve.ts";
import { runChain, Scope } from "./scope.ts";
import type {
  FreshConfig,
  Method,
  Middleware,
  ResolvedFreshConfig,
  Route,
} from "./types.ts";

export type { ListenOptions };

/** What the routes are put into when the handler is made. */
export interface Target<State> {
  root: Scope<State>;
  router: Router<Middleware<State>[]>;
}

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
export let setBuildCache: <State>(
  app: App<State>,
  cache: BuildCache,
  mode: ResolvedFreshConfig["mode"],
) => void;

/** Middlewares and routes, in the order in which they were added. */
export class App<State> {
  readonly config: ResolvedFreshConfig;
  readonly #steps: ((target: Target<State>) => void)[] = [];
  #cache: BuildCache = NO_BUILD;

  static {
    setBuildCache = (app, cache, mode) => {
      app.#cache = cache;
      app.config.root = cache.root;
      app.config.mode = mode;
    };
  }

  constructor(config: FreshConfig = {}) {
    this.config = { root: ".", mode: config.mode ?? "production" };
  }

  /** Adds middlewares for all requests, or for those below a path. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(
    first: string | Middleware<State>,
    ...rest: Middleware<State>[]
  ): this {
    const path = typeof first === "string" ? first : "*";
    const added = typeof first === "string" ? rest : [first, ...rest];
    this.#steps.push(({ root }) => root.at(path).middlewares.push(...added));
    return this;
  }

  /** Sets what answers requests that nothing else does. */
  notFound(route: Route<State> | Middleware<State>): this {
    this.#steps.push(({ root }) => {
      root.notFound = typeof route === "function" ? { handler: route } : route;
    });
    return this;
  }

  /** Sets what answers when something below a path has thrown. */
  onError(path: string, route: Route<State> | Middleware<State>): this {
    this.#steps.push(({ root }) => {
      root.at(path).error = typeof route === "function"
        ? { handler: route }
        : route;
    });
    return this;
  }

  /** Handles GET, and with it HEAD, at a path. */
  get(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["GET"], path, middlewares);
  }

  /** Handles POST at a path. */
  post(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["POST"], path, middlewares);
  }

  /** Handles every method at a path. */
  all(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle("ALL", path, middlewares);
  }

  /** Adds the file routes of the build here. */
  fsRoutes(): this {
    this.#steps.push((target) => addFileRoutes(target, this.#cache.routes));
    return this;
  }

  #handle(
    methods: Method[] | "ALL",
    path: string,
    middlewares: Middleware<State>[],
  ): this {
    this.#steps.push(({ root, router }) => {
      const chain = [...root.at(path).chain(), ...middlewares];
      router.add(methods, path, chain);
    });
    return this;
  }

  /** The app as a function, for `Deno.serve` and for tests. */
  handler(): AppHandler {
    const target = {
      root: new Scope<State>(),
      router: new Router<Middleware<State>[]>(),
    };
    for (const step of this.#steps) step(target);
    return (req, info = LOCAL) => this.#answer(target, req, info);
  }

  async #answer(
    { root, router }: Target<State>,
    req: Request,
    info: Deno.ServeHandlerInfo,
  ): Promise<Response> {
    const url = new URL(req.url);
    // `//host` in a path would be another host once it is redirected to.
    url.pathname = url.pathname.replace(/\/+/g, "/");
    const { pattern, params, target } = router.match(req.method, url);
    const { config } = this;
    const cache = this.#cache;
    const ctx = new Context<State>({
      ...{ req, url, info, params, config, cache },
      route: pattern,
    });
    // A known path with another method is told from an unknown one.
    const end = () =>
      Promise.reject(
        new HttpError(pattern === null || target !== null ? 404 : 405),
      );
    try {
      const response = await runChain(target ?? root.chain(), ctx, end);
      return req.method === "HEAD" ? new Response(null, response) : response;
    } catch (error) {
      return defaultErrorResponse(error);
    }
  }

  /** Serves the app; without a port on the first free one from 8000. */
  listen(options: ListenOptions = {}): Promise<void> {
    return serve(options, this.handler());
  }
}
