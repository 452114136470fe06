import { type Method, METHODS } from "./types.ts";

/** What a request meets. */
export interface Match<T> {
  /** The route's pathname pattern; `null` if no route has this path. */
  pattern: string | null;
  params: Record<string, string>;
  /** `null` if the path has no such method. */
  target: T | null;
}

type Targets<T> = Map<Method, T>;

const DYNAMIC = /[*:{}+?()]/;

/** Decodes what it can; the rest of the application sees malformed input as it came. */
function decode(value: string): string {
  try {
    return decodeURI(value);
  } catch {
    return value;
  }
}

/** Finds routes: fixed paths first, then patterns in the order they were added. */
export class Router<T> {
  readonly #fixed = new Map<string, Targets<T>>();
  readonly #patterns = new Map<string, [URLPattern, Targets<T>]>();

  /** Adds a route; the first of a path and method wins. */
  add(methods: readonly Method[] | "ALL", pathname: string, target: T): void {
    const targets = this.#targets(pathname);
    for (const method of methods === "ALL" ? METHODS : methods) {
      if (!targets.has(method)) targets.set(method, target);
    }
  }

  #targets(pathname: string): Targets<T> {
    const known = this.#fixed.get(pathname) ??
      this.#patterns.get(pathname)?.[1];
    if (known !== undefined) return known;
    const targets: Targets<T> = new Map();
    if (DYNAMIC.test(pathname)) {
      this.#patterns.set(pathname, [new URLPattern({ pathname }), targets]);
    } else this.#fixed.set(pathname, targets);
    return targets;
  }

  /** Finds the route of a method and URL; HEAD is served by GET. */
  match(method: string, url: URL): Match<T> {
    const fixed = this.#fixed.get(url.pathname);
    if (fixed !== undefined) return found(method, url.pathname, {}, fixed);
    for (const [pattern, targets] of this.#patterns.values()) {
      const result = pattern.exec(url);
      if (result === null) continue;
      const params: Record<string, string> = {};
      for (const [key, value] of Object.entries(result.pathname.groups)) {
        params[key] = decode(value ?? "");
      }
      return found(method, pattern.pathname, params, targets);
    }
    return { pattern: null, params: {}, target: null };
  }
}

function found<T>(
  method: string,
  pattern: string,
  params: Record<string, string>,
  targets: Targets<T>,
): Match<T> {
  const exact = METHODS.find((known) => known === method && targets.has(known));
  const served = exact ?? (method === "HEAD" ? "GET" : undefined);
  const target = served === undefined ? null : targets.get(served) ?? null;
  return { pattern, params, target };
}
