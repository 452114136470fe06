import type { RouteFile } from "./build_cache.ts";
import type { Target } from "./app.ts";
import { renderRoute } from "./page.ts";
import {
  methodsOf,
  type Middleware,
  type Route,
  type RouteComponent,
  type RouteConfig,
  type RouteHandler,
} from "./types.ts";

/** The exports of a module in the routes folder that mean something. */
interface RouteModule<State> {
  handler?: RouteHandler<unknown, State> | Middleware<State>[];
  handlers?: RouteHandler<unknown, State> | Middleware<State>[];
  default?: RouteComponent<State>;
  config?: RouteConfig;
}

function isRouteModule<State>(mod: unknown): mod is RouteModule<State> {
  if (typeof mod !== "object" || mod === null) return false;
  const has = (name: string, ...types: string[]) =>
    types.includes(typeof Reflect.get(mod, name));
  return has("default", "function") || has("config", "object") ||
    has("handler", "function", "object") ||
    has("handlers", "function", "object");
}

/** The folder of a route file and its own name: `/room/[name]` → `/room`, `[name]`. */
function split(id: string): { folder: string; name: string } {
  const slash = id.lastIndexOf("/");
  return { folder: id.slice(0, slash), name: id.slice(slash + 1) };
}

/** The URLPattern pathname of a route file. */
export function toPattern(id: string): string {
  const parts = id.split("/").filter((part) => !/^(\(.*\))?$/.test(part));
  if (parts.at(-1) === "index") parts.pop();
  return "/" +
    parts.map((part) =>
      part.replace(/\[\.\.\.([^\]]+)\]/g, ":$1*").replace(
        /\[([^\]]+)\]/g,
        ":$1",
      )
    ).join("/");
}

/** Fixed segments before parameters before the rest of a path. */
function rank(segment: string): number {
  if (segment.endsWith("*")) return 2;
  return segment.includes(":") ? 1 : 0;
}

function bySpecificity(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (const [i, segment] of left.entries()) {
    const other = right[i];
    if (other === undefined) return -1;
    const difference = rank(segment) - rank(other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Enters a build's route files into scopes and router. */
export function addFileRoutes<State>(
  { root, router }: Target<State>,
  files: readonly RouteFile[],
): void {
  const routes: { id: string; pattern: string; route: Route<State> }[] = [];
  for (const { id, mod } of files) {
    if (!isRouteModule<State>(mod)) {
      throw new TypeError(`Route ${id} exports no handler and no component`);
    }
    const { folder, name } = split(id);
    const scope = name.startsWith("_") ? root.at(folder) : root;
    const { default: component, config } = mod;
    const handler = mod.handlers ?? mod.handler;
    if (name === "_middleware") {
      const added = handler ?? component;
      if (Array.isArray(added)) scope.middlewares.push(...added);
      else if (isMiddleware<State>(added)) scope.middlewares.push(added);
      continue;
    }
    if (Array.isArray(handler)) {
      throw new TypeError(`Route ${id} exports more than one handler`);
    }
    const route: Route<State> = {
      ...(handler && { handler }),
      ...(component && { component }),
      ...(config && { config }),
    };
    if (name === "_app") scope.app = component ?? null;
    else if (name === "_layout" && component) {
      scope.layout = { component, ...(config && { config }) };
    } else if (name === "_404") root.notFound = route;
    else if (name === "_error" || name === "_500") scope.error = route;
    else {
      routes.push({
        id,
        pattern: config?.routeOverride ?? toPattern(id),
        route,
      });
    }
  }
  // Only now do the scopes know all that applies to the routes in them.
  routes.sort((a, b) => bySpecificity(a.pattern, b.pattern));
  for (const { id, pattern, route } of routes) {
    const chain = root.at(split(id).folder).chain();
    const show: Middleware<State> = (ctx) => renderRoute(ctx, route);
    router.add(methodsOf(route), pattern, [...chain, show]);
  }
}

function isMiddleware<State>(value: unknown): value is Middleware<State> {
  return typeof value === "function";
}
