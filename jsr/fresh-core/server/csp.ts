import type { Middleware } from "./types.ts";

/** Under this property a rendered response says its nonce, so that no header need. */
export const NONCE: unique symbol = Symbol.for("__freshNonce");

const DIRECTIVES = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
].join("; ");

/**
 * Sets the Content-Security-Policy of every response below.
 *
 * @param options.useNonce Let the render's nonce replace `'unsafe-inline'`, where something was rendered.
 */
export function csp<State>(options: { useNonce: boolean }): Middleware<State> {
  return async (ctx) => {
    const response = await ctx.next();
    const nonce: unknown = options.useNonce && Reflect.get(response, NONCE);
    const policy = typeof nonce === "string"
      ? DIRECTIVES.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`)
      : DIRECTIVES;
    response.headers.set("Content-Security-Policy", policy);
    return response;
  };
}
