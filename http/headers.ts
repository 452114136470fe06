/** The headers that every response carries: what a page of ours may do. @module */

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Strings never become code: Preact, the islands' props and esbuild's chunks
  // do without, so no policy may be made either.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** Features that a call needs, for this origin alone; all others stay off by default. */
const PERMISSIONS = [
  "camera=(self)",
  "microphone=(self)",
  "display-capture=(self)",
  "autoplay=(self)",
  "fullscreen=(self)",
  "picture-in-picture=(self)",
  "screen-wake-lock=(self)",
  "geolocation=()",
  "payment=()",
  "usb=()",
].join(", ");

/**
 * The Content-Security-Policy for a page whose scripts carry `nonce`; without
 * one, no script runs at all.
 */
export function contentSecurityPolicy(nonce: string | null): string {
  const scripts = nonce === null
    ? "script-src 'none'"
    : `script-src 'nonce-${nonce}' 'strict-dynamic'`;
  return [...POLICY, scripts].join("; ");
}

/** The nonce that a policy names, or `null`. */
export function nonceOf(policy: string | null): string | null {
  return policy?.match(/'nonce-([A-Za-z0-9+/=_-]+)'/)?.[1] ?? null;
}

/** Sets every header that protects a page, in place. */
export function protect(headers: Headers, secure: boolean): void {
  const nonce = nonceOf(headers.get("content-security-policy"));
  headers.set("content-security-policy", contentSecurityPolicy(nonce));
  headers.set("referrer-policy", "no-referrer");
  headers.set("x-content-type-options", "nosniff");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-embedder-policy", "require-corp");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", PERMISSIONS);
  if (secure) {
    headers.set("strict-transport-security", "max-age=31536000");
  }
}

/** Keeps an answer out of caches and search engines, in place. */
export function conceal(headers: Headers): void {
  headers.set("cache-control", "no-store");
  headers.set("x-robots-tag", "noindex, nofollow");
}

/** The parts of a request that decide about headers. */
export interface Asked {
  readonly pathname: string;
  /** Whether the page came, or comes by way of a proxy, over TLS. */
  readonly secure: boolean;
}

/** An answer with every header that it must carry; a WebSocket's is out already. */
export function protectedResponse(
  response: Response,
  { pathname, secure }: Asked,
): Response {
  if (response.status === 101) return response;
  const set = (headers: Headers) => {
    protect(headers, secure);
    if (/^\/+room(\/|$)/i.test(pathname)) conceal(headers);
    else if (response.status >= 400) headers.set("cache-control", "no-store");
    // RFC 9110 § 15.5.6.
    if (response.status === 405) headers.set("allow", "GET, HEAD");
  };
  try {
    set(response.headers);
    return response;
  } catch {
    // Those of `Response.redirect()` and `fetch()` are immutable.
    const copy = new Response(response.body, response);
    set(copy.headers);
    return copy;
  }
}
