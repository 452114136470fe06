import type { FunctionComponent } from "preact";
import type { Context } from "./context.ts";

/** The methods that the router knows; it fails on others. */
export const METHODS = [
  "HEAD",
  "GET",
  "POST",
  "PATCH",
  "PUT",
  "DELETE",
  "OPTIONS",
] as const;
/** One of {@linkcode METHODS}. */
export type Method = (typeof METHODS)[number];

/** Sees every request; answers, or returns `ctx.next()`. */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** What goes with a page's data. */
export interface PageOptions {
  /** Added to the page's headers. */
  headers?: HeadersInit;
  /** @default {200} */
  status?: number;
}

/** Data for the page's component. */
export interface PageResponse<T> extends PageOptions {
  /** The component's `data`. */
  data: T;
}

/** Answers a request, or returns the data for the page. */
export interface HandlerFn<Data, State> {
  (ctx: Context<State>):
    | Response
    | PageResponse<Data>
    | Promise<Response | PageResponse<Data>>;
}

/** What a route module exports as `handler`; other methods are answered with 404. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** What pages and `_app` are given. */
export interface PageProps<Data = unknown, State = unknown> {
  data: Data;
  state: State;
  /** What was thrown, if anything was; `null` before. */
  error: unknown;
  /** In `_app`: the page. */
  Component: FunctionComponent;
}

/** A page, `_app` or `_error`. */
export type RouteComponent<State> = FunctionComponent<
  PageProps<unknown, State>
>;

/** Data for the page, to be returned from a handler. */
export function page<T>(data: T, options?: PageOptions): PageResponse<T>;
export function page(): PageResponse<undefined>;
export function page(
  data?: unknown,
  options?: PageOptions,
): PageResponse<unknown> {
  return { ...options, data };
}
