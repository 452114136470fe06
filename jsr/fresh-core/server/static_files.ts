import { BUILD_ID } from "../build_id.ts";
import { CACHE_BUST_KEY } from "../runtime.ts";
import { jsPath, type StaticFile } from "./build_cache.ts";
import { Context } from "./context.ts";
import type { Middleware } from "./types.ts";

const FOR_A_YEAR = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Serves the static folder and the browser's JavaScript. */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { req, url } = ctx;
    const pathname = decode(url.pathname);
    const file = pathname === null || pathname === "/"
      ? null
      : await Context.cache(ctx).readFile(pathname);
    if (file === null) {
      // Browsers ask for it unasked; no page need be rendered to refuse.
      return url.pathname === "/favicon.ico"
        ? new Response(null, { status: 404 })
        : await ctx.next();
    }
    const response = answer(req, url, file, ctx.config.mode);
    if (response.body === null) file.close();
    return response;
  };
}

function answer(
  req: Request,
  url: URL,
  file: StaticFile,
  mode: "development" | "production",
): Response {
  if (req.method !== "GET" && req.method !== "HEAD") {
    return new Response(null, { status: 405 });
  }
  const build = url.searchParams.get(CACHE_BUST_KEY);
  if (build !== null && build !== BUILD_ID) {
    // An old page asks: what it gets now must not be kept under the old name.
    url.searchParams.delete(CACHE_BUST_KEY);
    const location = url.pathname + url.search;
    return new Response(null, { status: 307, headers: { location } });
  }
  const headers = new Headers({
    "Content-Type": file.contentType,
    "Vary": "If-None-Match",
  });
  const etag = file.hash === null ? null : `W/"${file.hash}"`;
  const known = req.headers.get("If-None-Match");
  if (etag !== null && (known === etag || known === file.hash)) {
    return new Response(null, { status: 304, headers });
  }
  if (etag !== null) headers.set("ETag", etag);
  const immutable = mode === "production" &&
    (build === BUILD_ID || url.pathname.startsWith(jsPath(BUILD_ID)));
  headers.set("Cache-Control", immutable ? FOR_A_YEAR : NEVER);
  headers.set("Content-Length", String(file.size));
  return new Response(req.method === "HEAD" ? null : file.body, { headers });
}
