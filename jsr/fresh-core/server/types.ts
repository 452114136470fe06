import type { AnyComponent, FunctionComponent } from "preact";
import type { Context } from "./context.ts";

/** The HTTP methods that routes can handle. */
export type Method =
  | "HEAD"
  | "GET"
  | "POST"
  | "PATCH"
  | "PUT"
  | "DELETE"
  | "OPTIONS";

/** All of {@linkcode Method}. */
export const METHODS: readonly Method[] = [
  "HEAD",
  "GET",
  "POST",
  "PATCH",
  "PUT",
  "DELETE",
  "OPTIONS",
];

/** What an {@linkcode App} may be told. */
export interface FreshConfig {
  /** Caching of assets differs. @default {"production"} */
  mode?: "development" | "production";
}

/** The configuration in force. */
export interface ResolvedFreshConfig {
  /** Folder of the project. */
  root: string;
  /** Caching of assets differs. */
  mode: "development" | "production";
}

/** Sees every request below its path; answers, or returns `ctx.next()`. */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** Data for the page's component. */
export interface PageResponse<T> {
  /** The component's `data`. */
  data: T;
  /** Added to the page's headers. */
  headers?: HeadersInit;
  /** @default {200} */
  status?: number;
}

/** Answers a request, or returns the data for the page. */
export interface HandlerFn<Data, State> {
  (ctx: Context<State>):
    | Response
    | PageResponse<Data>
    | Promise<Response | PageResponse<Data>>;
}

/** A handler for each method; others are answered with 405. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** What a route module exports as `handler` or `handlers`. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** What a route module exports as `config`. */
export interface RouteConfig {
  /** URLPattern pathname instead of the file's. */
  routeOverride?: string;
  /** Render without the layouts above. */
  skipInheritedLayouts?: boolean;
  /** Render without `_app`. */
  skipAppWrapper?: boolean;
}

/** What pages, layouts and `_app` are given. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "isPartial"
    | "error"
    | "route"
  >
  & { data: Data; Component: FunctionComponent };

/** A page, layout or `_app`. An async function is awaited before rendering. */
export type RouteComponent<State> = AnyComponent<PageProps<unknown, State>>;

/** A page: what handles it and what shows it. */
export interface Route<State> {
  handler?: RouteHandler<unknown, State>;
  component?: RouteComponent<State>;
  config?: RouteConfig;
}

/** The methods that a route answers. */
export function methodsOf<State>(
  { handler, component }: Route<State>,
): Method[] | "ALL" {
  if (typeof handler === "function") return "ALL";
  const named = METHODS.filter((method) => handler?.[method] !== undefined);
  return component === undefined
    ? named
    : [...new Set([...named, "GET" as const])];
}

/** Data for the page, to be returned from a handler. */
export function page<T>(
  data: T,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<T>;
export function page(): PageResponse<undefined>;
export function page(
  data?: unknown,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<unknown> {
  return { ...options, data };
}
