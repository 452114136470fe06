import type { FunctionComponent, VNode } from "preact";
import { jsx } from "preact/jsx-runtime";
import { Context, type Wrappers } from "./context.ts";
import { HttpError } from "./error.ts";
import {
  type HandlerFn,
  METHODS,
  type PageProps,
  type Route,
  type RouteComponent,
} from "./types.ts";
import { PagePlaceholder } from "./render.ts";

/** A page inside its layouts, and `_app` around the place where it goes. */
export interface Tree {
  page: VNode | null;
  app: VNode | null;
}

type AsyncComponent<P> = (props: P) => Promise<VNode | Response | null>;

function isAsync<P>(component: unknown): component is AsyncComponent<P> {
  return Object.prototype.toString.call(component) === "[object AsyncFunction]";
}

function element<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  data: unknown,
  Component: FunctionComponent,
): VNode | null | Response | Promise<VNode | Response | null> {
  const { config, url, req, params, info, state, isPartial, error, route } =
    ctx;
  const props: PageProps<unknown, State> = {
    ...{ config, url, req, params, info, state, isPartial, error, route },
    data,
    Component,
  };
  if (isAsync<PageProps<unknown, State>>(component)) return component(props);
  return jsx(component, props);
}

/** Puts a page into its layouts and prepares `_app`. */
export async function compose<State>(
  ctx: Context<State>,
  page: VNode | null,
  { app, layouts }: Wrappers<State>,
): Promise<Tree | Response> {
  for (const layout of layouts.toReversed()) {
    const child = page;
    const result = await element(ctx, layout, undefined, () => child);
    if (result instanceof Response) return result;
    page = result;
  }
  if (app === null) return { page, app };
  const result = await element(ctx, app, undefined, PagePlaceholder);
  return result instanceof Response ? result : { page, app: result };
}

/** The function that answers a method, if the route has one. */
function pick<State>(
  { handler, component }: Route<State>,
  method: string,
): HandlerFn<unknown, State> | null {
  if (typeof handler === "function") return handler;
  const show = component === undefined ? null : () => ({ data: {} });
  if (handler === undefined) return show;
  const get = handler.GET ?? show;
  if (method === "GET") return get;
  const named = METHODS.find((candidate) => candidate === method);
  const exact = named === undefined ? undefined : handler[named];
  return exact ?? (method === "HEAD" ? get : null);
}

/** Runs a route's handler and, if it returns data, renders its component. */
export async function renderRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const wrappers = Context.wrappers(ctx);
  if (route.config?.skipAppWrapper) wrappers.app = null;
  if (route.config?.skipInheritedLayouts) wrappers.layouts = [];

  const handler = pick(route, ctx.req.method);
  if (handler === null) throw new HttpError(405);
  const result = await handler(ctx);
  if (result instanceof Response) return result;

  let vnode: VNode | null = null;
  if (route.component !== undefined) {
    const made = await element(ctx, route.component, result.data, () => null);
    if (made instanceof Response) return made;
    vnode = made;
  }
  const headers = new Headers(result.headers);
  return ctx.render(vnode, { status: result.status ?? status, headers });
}
