import { extname } from "node:path";
import { CACHE_BUST_KEY } from "../runtime.ts";
import { BUILD_ID, jsPath } from "./build.ts";
import { Context } from "./context.ts";
import type { Middleware } from "./types.ts";

const FOR_A_YEAR = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=UTF-8",
  ".json": "application/json; charset=UTF-8",
  ".js": "text/javascript; charset=UTF-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * Serves the static folder and the browser's JavaScript, under every spelling
 * of their paths.
 */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { req, url } = ctx;
    const { files, mode } = Context.build(ctx);
    const pathname = decodeURIComponent(url.pathname);
    const file = files.get(pathname);
    if (file === undefined) {
      // Browsers ask for it unasked; no page need be rendered to refuse.
      return pathname === "/favicon.ico"
        ? new Response(null, { status: 404 })
        : await ctx.next();
    }
    if (req.method !== "GET" && req.method !== "HEAD") {
      return new Response(null, { status: 405 });
    }
    const build = url.searchParams.get(CACHE_BUST_KEY);
    if (build !== null && build !== BUILD_ID) {
      // An old page asks: what it gets now must not be kept under the old name.
      return ctx.redirect(url.pathname, 307);
    }
    const etag = `W/"${file.hash}"`;
    const headers = new Headers({
      "Content-Type": TYPES[extname(pathname)] ?? "text/plain",
      "Vary": "If-None-Match",
    });
    if (req.headers.get("If-None-Match") === etag) {
      return new Response(null, { status: 304, headers });
    }
    headers.set("ETag", etag);
    const immutable = mode === "production" &&
      (build === BUILD_ID || url.pathname.startsWith(jsPath(BUILD_ID)));
    headers.set("Cache-Control", immutable ? FOR_A_YEAR : NEVER);
    const content = await file.read();
    headers.set("Content-Length", String(content.length));
    return new Response(content, { headers });
  };
}
