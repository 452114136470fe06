/**
 * Stands around Fresh: what its router would throw at is answered here, and
 * every answer is protected. A middleware could not: the router comes first.
 *
 * @module
 */
import { canonicalPath } from "./canonical_path.ts";
import { protectedResponse } from "./headers.ts";
import { redact } from "./mangled_link.ts";

/** An app as a function, as `App.handler()` returns it. */
export type RequestHandler<Info> = (
  req: Request,
  info?: Info,
) => Response | Promise<Response>;

/** Why a request is refused before it is routed; also the HTTP status. */
export type RefusalStatus = 400 | 404 | 405;

/** Requests that were made in place of refused ones, for the page that says so. */
const refusals = new WeakMap<Request, RefusalStatus>();

/** With what a request is to be refused, by the app's own page; else `null`. */
export function refusalOf(req: Request): RefusalStatus | null {
  return refusals.get(req) ?? null;
}

/** Asks Fresh for parts of a page: a whole one would come without its script. */
const PARTIAL_KEY = "fresh-partial";
/** esbuild's report of all source files, which Fresh serves beside the bundle. */
const BUILD_REPORT = /^\/+_fresh\/+js\/+[^/]+\/+metafile\.json$/i;

/**
 * An app whose requests are such that it can answer them: of a method that it
 * has, without malformed escapes and secrets, at the page's own address.
 *
 * @param secure Whether a proxy adds TLS that requests do not show.
 */
export function guarded<Info>(
  answer: RequestHandler<Info>,
  secure: boolean,
): (req: Request, info?: Info) => Promise<Response> {
  return async (req, info) => {
    const { pathname, protocol } = new URL(req.url);
    const response = await respond(answer, req, info);
    return protectedResponse(response, {
      pathname,
      secure: secure || protocol === "https:",
    });
  };
}

async function respond<Info>(
  answer: RequestHandler<Info>,
  req: Request,
  info: Info | undefined,
): Promise<Response> {
  try {
    const admitted = admit(req);
    return admitted instanceof Response
      ? admitted
      : await answer(admitted, info);
  } catch (error) {
    // The kind alone: what an error says can hold an address or a room.
    const kind = error instanceof Error ? error.name : typeof error;
    console.error(`request failed: ${kind}`);
    return new Response("Something went wrong on our side.\n", { status: 500 });
  }
}

/** What Fresh is asked, or the answer where it is not. */
function admit(req: Request): Request | Response {
  // Fresh would render pages for any method, and throw at one it has not.
  if (req.method !== "GET" && req.method !== "HEAD") return refuse(req, 405);
  const clean = redact(req);
  const url = new URL(clean.url);
  const pathname = decode(url.pathname);
  if (pathname === null) return refuse(clean, 400);
  if (BUILD_REPORT.test(pathname)) return refuse(clean, 404);
  const path = canonicalPath(url.pathname);
  const isMoved = path !== url.pathname;
  // A request for a socket must reach the server as it came.
  const isPartial = url.searchParams.has(PARTIAL_KEY) &&
    !/^\/+api\//.test(url.pathname);
  if (isPartial) url.searchParams.delete(PARTIAL_KEY);
  // A redirect would lose the secret of a mangled link: only the browser has it.
  if (isMoved && clean === req) {
    const location = path + url.search;
    return new Response(null, { status: 308, headers: { location } });
  }
  if (!isMoved && !isPartial) return clean;
  url.pathname = path;
  return new Request(url, { method: clean.method, headers: clean.headers });
}

/** Where no page is: a link to any is then a link to another. */
const NOWHERE = "/-";

/** A request for the page that says why there is no other. */
function refuse(req: Request, status: RefusalStatus): Request {
  const method = req.method === "HEAD" ? "HEAD" : "GET";
  const url = new URL(NOWHERE, req.url);
  const refused = new Request(url, { method, headers: req.headers });
  refusals.set(refused, status);
  return refused;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
