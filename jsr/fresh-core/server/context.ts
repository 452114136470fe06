import type { Build } from "./build.ts";
import { HttpError } from "./error.ts";

/** A search parameter that asks for parts of a page, which Duet has none of. */
const PARTIAL_KEY = "fresh-partial";

/** One request, as middlewares, handlers and pages see it. */
export class Context<State> {
  /** The request's URL with duplicate slashes removed. */
  readonly url: URL;
  readonly req: Request;
  readonly info: Deno.ServeHandlerInfo;
  readonly params: Record<string, string>;
  /** Shared by all that handle the request. */
  readonly state: State = {} as State;
  /** What was thrown, if anything was. */
  error: unknown = null;
  /** Whether the URL asks for parts of the page. */
  readonly isPartial: boolean;
  /** Calls the next middleware, or the route. */
  next: () => Promise<Response> = () => Promise.reject(new HttpError(404));
  readonly #build: Build;

  constructor(
    { url, req, info, params }: Pick<
      Context<State>,
      "url" | "req" | "info" | "params"
    >,
    build: Build,
  ) {
    this.url = url;
    this.req = req;
    this.info = info;
    this.params = params;
    this.isPartial = url.searchParams.has(PARTIAL_KEY);
    this.#build = build;
  }

  /** For the rest of this package. */
  static build<S>(ctx: Context<S>): Build {
    return ctx.#build;
  }

  /** Redirects; a path is never taken for another host. A request for parts stays one. */
  redirect(pathOrUrl: string, status = 302): Response {
    const path = pathOrUrl.replace(
      /^\/[^?#]*/,
      (path) => path.replace(/\/+/g, "/"),
    );
    const location = this.isPartial
      ? path.replace(
        /#.*$|$/,
        (hash) => `${path.includes("?") ? "&" : "?"}${PARTIAL_KEY}=true${hash}`,
      )
      : path;
    return new Response(null, { status, headers: { location } });
  }

  /** Accepts a WebSocket; the caller wires its events. */
  upgrade(
    options?: Pick<Deno.UpgradeWebSocketOptions, "idleTimeout" | "protocol">,
  ): { socket: WebSocket; response: Response } {
    if (this.req.headers.get("upgrade") !== "websocket") {
      throw new HttpError(400, "Expected a WebSocket upgrade request");
    }
    return Deno.upgradeWebSocket(this.req, options);
  }
}
