import type { VNode } from "preact";

/** Says on a link that it leads to the current page, or to what lies above it. */
export function markLink({ type, props }: VNode, pathname: string): void {
  const href: unknown = Reflect.get(props, "href");
  if (type !== "a" || typeof href !== "string" || href[0] !== "/") return;
  const withoutSlash = (path: string) => path.replace(/(.)\/$/, "$1");
  const target = withoutSlash(new URL(href, "http://localhost").pathname);
  const current = withoutSlash(pathname);
  if (target === current) {
    Object.assign(props, { "aria-current": "page", "data-current": "true" });
  } else if (target === "/" || current.startsWith(`${target}/`)) {
    Object.assign(props, { "aria-current": "true", "data-ancestor": "true" });
  }
}

/** Elements that upstream finds again by their keys, for a head that changes. */
const IN_HEAD = /^(title|meta|link|script|style|base|noscript|template)$/;

/** Writes the key of an element that belongs into a head into the page. */
export function showKey({ type, key, props }: VNode): void {
  if (typeof type !== "string" || !IN_HEAD.test(type) || !key) return;
  Object.assign(props, { "data-key": key });
}
