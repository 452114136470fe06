import { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import { renderRoute } from "./page.ts";
import type {
  Middleware,
  Route,
  RouteComponent,
  RouteConfig,
} from "./types.ts";

/** What applies to all routes below one path. */
export class Scope<State> {
  readonly middlewares: Middleware<State>[] = [];
  app: RouteComponent<State> | null = null;
  layout: { component: RouteComponent<State>; config?: RouteConfig } | null =
    null;
  error: Route<State> | null = null;
  /** Only the root's is asked. */
  notFound: Route<State> | null = null;
  readonly #children = new Map<string, Scope<State>>();
  readonly #parent: Scope<State> | null;

  constructor(parent: Scope<State> | null = null) {
    this.#parent = parent;
  }

  /** The scope of a path below this one, made when it is first named. */
  at(path: string): Scope<State> {
    const [segment, ...rest] = path.split("/")
      .filter((part) => part !== "" && part !== "*");
    if (segment === undefined) return this;
    let child = this.#children.get(segment);
    if (child === undefined) {
      child = new Scope(this);
      this.#children.set(segment, child);
    }
    return child.at(rest.join("/"));
  }

  /** What a request passes on its way to a route here, outermost first. */
  chain(): Middleware<State>[] {
    const above = this.#parent?.chain() ?? [];
    return [...above, this.#boundary(), ...this.middlewares];
  }

  #root(): Scope<State> {
    return this.#parent === null ? this : this.#parent.#root();
  }

  /** Catches errors and sets the wrappers; outside the scope's own middlewares. */
  #boundary(): Middleware<State> {
    const { app, layout, error } = this;
    return async (ctx) => {
      const wrappers = Context.wrappers(ctx);
      const before = { ...wrappers };
      if (app !== null) wrappers.app = app;
      if (layout?.config?.skipAppWrapper) wrappers.app = null;
      if (layout !== null) {
        const inherited = layout.config?.skipInheritedLayouts
          ? []
          : wrappers.layouts;
        wrappers.layouts = [...inherited, layout.component];
      }
      const own = { ...wrappers };
      try {
        return await ctx.next();
      } catch (thrown) {
        Object.assign(wrappers, own);
        ctx.error = thrown;
        const status = thrown instanceof HttpError ? thrown.status : 500;
        const { notFound } = this.#root();
        if (notFound !== null && status === 404) {
          return await renderRoute(ctx, notFound, 404);
        }
        if (error !== null) return await renderRoute(ctx, error, status);
        throw thrown;
      } finally {
        Object.assign(wrappers, before);
      }
    };
  }
}

/** Runs middlewares one inside the other, and `end` innermost. */
export function runChain<State>(
  chain: readonly Middleware<State>[],
  ctx: Context<State>,
  end: () => Promise<Response>,
): Promise<Response> {
  const step = (index: number) => async (): Promise<Response> => {
    const middleware = chain[index];
    if (middleware === undefined) return await end();
    ctx.next = step(index + 1);
    const response: unknown = await middleware(ctx);
    if (response instanceof Response) return response;
    throw new TypeError(`Expected a Response, but got: ${response}`);
  };
  return step(0)();
}
