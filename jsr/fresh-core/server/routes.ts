import type { RouteFile } from "./build.ts";
import { HttpError } from "./error.ts";
import { type Method, METHODS } from "./types.ts";
import type {
  HandlerByMethod,
  HandlerFn,
  PageResponse,
  RouteComponent,
} from "./types.ts";

/** What answers the requests of one route. */
export type Answer<State> = HandlerFn<unknown, State>;

/** A path, and what answers there. */
export interface Route<State> {
  /** As written, with parameters: `/room/:name`. */
  pathname: string;
  /** `null` where the path has no parameters, and is compared as it is. */
  pattern: URLPattern | null;
  /** The methods that the router knows here. */
  answers: Record<Method, Answer<State> | null>;
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

function toRoute<State>(
  pathname: string,
  answers: Route<State>["answers"],
  component?: RouteComponent<State>,
): Route<State> {
  const hasParameters = /[*:{}+?()]/.test(pathname);
  const pattern = hasParameters ? new URLPattern({ pathname }) : null;
  return { pathname, pattern, answers, component };
}

/** A route for one method; the router refuses the others. */
export function methodRoute<State>(
  method: Method,
  pathname: string,
  answer: Answer<State>,
): Route<State> {
  const answers = answerAll<State>(null);
  answers[method] = answer;
  return toRoute(pathname, answers);
}

/**
 * A route file. The router knows all methods here, because upstream loads the
 * module with the first request: a page without a handler is rendered for each,
 * and a handler without the method says that there is nothing.
 */
function fileRoute<State>(
  pathname: string,
  { handler, default: component }: RouteModule<State>,
): Route<State> {
  const page = (): PageResponse<unknown> => ({ data: {} });
  const own: HandlerByMethod<unknown, State> = { ...handler };
  if (component && handler) own.GET ??= page;
  const answer: Answer<State> = (ctx) => {
    if (!handler) return page();
    const method = METHODS.find((each) => each === ctx.req.method);
    const found = method && (own[method] ?? (method === "HEAD" && own.GET));
    if (!found) throw new HttpError(404);
    return found(ctx);
  };
  return toRoute(pathname, answerAll(answer), component);
}

function answerAll<State>(
  answer: Answer<State> | null,
): Route<State>["answers"] {
  return {
    ...{ GET: answer, HEAD: answer, POST: answer, PUT: answer },
    ...{ PATCH: answer, DELETE: answer, OPTIONS: answer },
  };
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
    else found.routes.push(fileRoute(toPathname(id), mod));
  }
  return found;
}

/** What the router has found for a request. */
export interface Match<State> {
  /** The first route that has the path. */
  route: Route<State> | null;
  /** `null` where the route has not the method. */
  answer: Answer<State> | null;
  params: Record<string, string>;
}

/**
 * The first route that has a URL's path. Paths without parameters come first,
 * with or without a slash at the end.
 *
 * @throws {URIError} for a malformed escape in a parameter
 * @throws {TypeError} for a method that it does not know
 */
export function match<State>(
  routes: readonly Route<State>[],
  method: string,
  url: URL,
): Match<State> {
  const { pathname } = url;
  const other = pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`;
  const still = [pathname, ...pathname === "/" ? [] : [other]]
    .map((path) => routes.find((route) => route.pathname === path))
    .find((route) => route !== undefined);
  if (still) {
    return { route: still, answer: answerOf(still, method), params: {} };
  }
  for (const route of routes) {
    const groups = route.pattern?.exec(url)?.pathname.groups;
    if (groups === undefined) continue;
    const answer = answerOf(route, method);
    const params = answer === null ? [] : Object.entries(groups)
      .map(([name, value]) => [name, decodeURI(value ?? "")]);
    return { route, answer, params: Object.fromEntries(params) };
  }
  return { route: null, answer: null, params: {} };
}

function answerOf<State>(
  { answers }: Route<State>,
  method: string,
): Answer<State> | null {
  const known = METHODS.find((each) => each === method);
  // Upstream fails here too, on its way to the handlers of such a method.
  if (known === undefined) throw new TypeError(`Unknown method: ${method}`);
  return answers[known] ?? (known === "HEAD" ? answers.GET : null);
}
