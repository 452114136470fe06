/**
 * Private links whose `#` was escaped on the way, as some mail gateways do.
 * The browser then takes the secret for a piece of the path, and sends it here.
 *
 * @module
 */

/** Says that the browser's address holds more than the path of this request. */
export const MANGLED_HEADER = "duet-link";
/** The only value of {@linkcode MANGLED_HEADER}. */
export const MANGLED = "mangled";

/** A room's path up to a `#` that was escaped, once or more than once; a slash may stand before it. */
const ESCAPED_FRAGMENT = /^(\/+room\/+[^/?#]*?)\/*%(?:25)*23/i;

/**
 * Cuts what must never have come: from the escaped `#` to the end, query and
 * all.
 *
 * @returns The path that was meant, or `null` when nothing was escaped.
 */
export function withoutEscapedFragment(pathname: string): string | null {
  return ESCAPED_FRAGMENT.exec(pathname)?.[1] ?? null;
}

/**
 * A request that holds no secret: itself, or, for a mangled link, one for the
 * room that says with {@linkcode MANGLED_HEADER} that something was cut.
 */
export function redact(req: Request): Request {
  const url = new URL(req.url);
  const path = withoutEscapedFragment(url.pathname);
  if (path === null) return req;
  const headers = new Headers(req.headers);
  headers.set(MANGLED_HEADER, MANGLED);
  // Not resolved as a reference: `//room` would be another host.
  url.pathname = path;
  url.search = "";
  return new Request(url, { method: req.method, headers });
}
