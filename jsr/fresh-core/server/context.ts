import { isValidElement, type VNode } from "preact";
import type { BuildCache } from "./build_cache.ts";
import { NONCE } from "./csp.ts";
import { HttpError } from "./error.ts";
import { compose } from "./page.ts";
import { renderDocument } from "./render.ts";
import type { ResolvedFreshConfig, RouteComponent } from "./types.ts";
import {
  upgrade,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./websocket.ts";

/** What wraps the page: `_app` and the layouts, outermost first. */
export interface Wrappers<State> {
  app: RouteComponent<State> | null;
  layouts: RouteComponent<State>[];
}

/** What the app knows when a request comes in. */
export interface ContextInit {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  route: string | null;
  params: Record<string, string>;
  config: ResolvedFreshConfig;
  cache: BuildCache;
}

/** One request, as middlewares, handlers and pages see it. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  /** The request's URL with duplicate slashes removed. */
  readonly url: URL;
  req: Request;
  /** Pattern of the matched route. */
  readonly route: string | null;
  readonly params: Record<string, string>;
  /** Shared by all that handle the request. */
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** What was thrown, for error pages. */
  error: unknown = null;
  readonly info: Deno.ServeHandlerInfo;
  readonly isPartial: boolean;
  /** Calls the next middleware, or the route. */
  next: () => Promise<Response> = () => Promise.reject(new HttpError(404));
  readonly #cache: BuildCache;
  readonly #wrappers: Wrappers<State> = { app: null, layouts: [] };

  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.config = init.config;
    this.isPartial = init.url.searchParams.has("fresh-partial");
    this.#cache = init.cache;
  }

  /** For the rest of this package. */
  static wrappers<S>(ctx: Context<S>): Wrappers<S> {
    return ctx.#wrappers;
  }

  /** For the rest of this package. */
  static cache<S>(ctx: Context<S>): BuildCache {
    return ctx.#cache;
  }

  /** Redirects; a path is never taken for another host. */
  redirect(pathOrUrl: string, status = 302): Response {
    const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(pathOrUrl) ?? [];
    const location = path.startsWith("/")
      ? path.replace(/\/+/g, "/") + rest
      : pathOrUrl;
    return new Response(null, { status, headers: { location } });
  }

  /** Renders inside the layouts and `_app`. */
  async render(
    vnode: VNode | null,
    init: ResponseInit = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new TypeError("ctx.render() takes JSX or null");
    }
    const tree = await compose(this, vnode, this.#wrappers);
    if (tree instanceof Response) return tree;
    const { html, nonce, preload } = renderDocument(this, tree, this.#cache);
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    if (preload.length > 0) {
      const links = preload.map((path) =>
        `<${encodeURI(path)}>; rel="modulepreload"; as="script"`
      );
      headers.append("Link", links.join(", "));
    }
    const response = new Response(html, { ...init, headers });
    return Object.assign(response, { [NONCE]: nonce });
  }

  /** Answers with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with HTML as it is. */
  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  /** Answers with JSON. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Accepts a WebSocket; the caller wires its events. */
  upgrade(
    options?: WebSocketUpgradeOptions,
  ): { socket: WebSocket; response: Response };
  /** Accepts a WebSocket whose events go to `handlers`. */
  upgrade(
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): Response;
  upgrade(
    first?: WebSocketHandlers | WebSocketUpgradeOptions,
    second?: WebSocketUpgradeOptions,
  ): { socket: WebSocket; response: Response } | Response {
    return upgrade(this.req, first, second);
  }
}
