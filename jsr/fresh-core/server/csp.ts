import type { Middleware } from "./types.ts";

/** What {@linkcode csp} may be told. */
export interface CSPOptions {
  /** Report violations instead of blocking. @default {false} */
  reportOnly?: boolean;
  /** Where browsers send reports. */
  reportTo?: string;
  /** Directives that take the place of the default ones of their name. */
  csp?: string[];
  /** Let the render's nonce replace `'unsafe-inline'`. @default {false} */
  useNonce?: boolean;
}

/** Under this property a rendered response says its nonce, so that no header need. */
export const NONCE: unique symbol = Symbol.for("__freshNonce");

const DEFAULTS = [
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
];

const name = (directive: string) => directive.split(" ", 1)[0] ?? "";

const TAKES_NONCE =
  /^(default-src|script-src|script-src-elem|style-src|style-src-elem|style-src-attr) /;

/** The nonce that a render left on its response. */
export function nonceOf(response: Response): string | undefined {
  const nonce: unknown = Reflect.get(response, NONCE);
  return typeof nonce === "string" ? nonce : undefined;
}

/** Sets the Content-Security-Policy of every response below. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const own = options.csp ?? [];
  const taken = new Set(own.map(name));
  const directives = [...DEFAULTS.filter((d) => !taken.has(name(d))), ...own];
  if (options.reportTo) {
    directives.push("report-to csp-endpoint", `report-uri ${options.reportTo}`);
  }
  const header = options.reportOnly
    ? "Content-Security-Policy-Report-Only"
    : "Content-Security-Policy";

  return async (ctx) => {
    const response = await ctx.next();
    const nonce = options.useNonce ? nonceOf(response) : undefined;
    const policy = directives.map((directive) =>
      nonce && TAKES_NONCE.test(directive)
        ? directive.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`)
        : directive
    );
    response.headers.set(header, policy.join("; "));
    if (options.reportTo) {
      response.headers.set(
        "Reporting-Endpoints",
        `csp-endpoint="${options.reportTo}"`,
      );
    }
    return response;
  };
}
