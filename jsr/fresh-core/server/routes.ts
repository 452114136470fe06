import type { RouteFile } from "./build.ts";
import type { HandlerByMethod, HandlerFn, RouteComponent } from "./types.ts";

/** A path, and what answers there. */
export interface Route<State> {
  pattern: URLPattern;
  methods: Map<string, HandlerFn<unknown, State>>;
  component?: RouteComponent<State> | undefined;
}

/** All that the routes folder holds. */
export interface FileRoutes<State> {
  routes: Route<State>[];
  app?: RouteComponent<State> | undefined;
  error?: RouteComponent<State> | undefined;
}

/** The exports of a route module that mean something. */
interface RouteModule<State> {
  handler?: HandlerByMethod<unknown, State>;
  default?: RouteComponent<State>;
}

function isRouteModule<State>(mod: unknown): mod is RouteModule<State> {
  if (typeof mod !== "object" || mod === null) return false;
  return typeof Reflect.get(mod, "default") === "function" ||
    typeof Reflect.get(mod, "handler") === "object";
}

/** Makes a route; HEAD is served by GET, and GET by the page alone. */
export function toRoute<State>(
  pathname: string,
  { handler = {}, default: component }: RouteModule<State>,
): Route<State> {
  const methods = new Map(Object.entries(handler));
  if (component && !handler.GET) {
    methods.set("GET", () => ({ data: undefined }));
  }
  const get = methods.get("GET");
  if (get && !handler.HEAD) methods.set("HEAD", get);
  return { pattern: new URLPattern({ pathname }), methods, component };
}

/** The URLPattern pathname of a route file: `/room/[name]` → `/room/:name`. */
export function toPathname(id: string): string {
  return id
    .replace(/\/index$/, "/")
    .replace(/(.)\/$/, "$1")
    .replace(/\[\.\.\.([^\]]+)\]/g, ":$1*")
    .replace(/\[([^\]]+)\]/g, ":$1");
}

/** Sorts fixed segments before parameters, and those before the rest of a path. */
const sortKey = (id: string) =>
  id.replace(/\[\.{3}[^\]]+\]/g, "\uffff").replace(/\[[^\]]+\]/g, "\ufffe");

/** Makes routes of a build's route files. */
export function fileRoutes<State>(
  files: readonly RouteFile[],
): FileRoutes<State> {
  const found: FileRoutes<State> = { routes: [] };
  const sorted = files.toSorted((a, b) =>
    sortKey(a.id) < sortKey(b.id) ? -1 : 1
  );
  for (const { id, mod } of sorted) {
    if (!isRouteModule<State>(mod)) {
      throw new TypeError(`Route ${id} exports no handler and no component`);
    }
    if (id === "/_app") found.app = mod.default;
    else if (id === "/_error") found.error = mod.default;
    else found.routes.push(toRoute(toPathname(id), mod));
  }
  return found;
}

/** The first route that has a URL's path, and what its parameters are there. */
export function match<State>(
  routes: readonly Route<State>[],
  url: URL,
): { route: Route<State> | null; params: Record<string, string> } {
  for (const route of routes) {
    const groups = route.pattern.exec(url)?.pathname.groups;
    if (groups === undefined) continue;
    const params = Object.entries(groups)
      .map(([name, value]) => [name, decode(value ?? "")]);
    return { route, params: Object.fromEntries(params) };
  }
  return { route: null, params: {} };
}

/** Decodes what it can; the rest of the application sees malformed input as it came. */
function decode(value: string): string {
  try {
    return decodeURI(value);
  } catch {
    return value;
  }
}
