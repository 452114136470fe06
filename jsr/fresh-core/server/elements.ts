import { Fragment, type FunctionComponent, type VNode } from "preact";
import { jsx } from "preact/jsx-runtime";

/** A vnode whose props are looked into. */
export type AnyVNode = VNode<Record<string, unknown>>;

/** Renders an HTML comment, by a prop of preact-render-to-string. */
const Comment: FunctionComponent<{ UNSTABLE_comment: string }> = Fragment;

/** An HTML comment. Without a key the renderer takes it for an empty fragment. */
export const comment = (text: string): AnyVNode =>
  jsx(Comment, { UNSTABLE_comment: text }, text);

/** By what an element of `<head>` replaces another; `null` if it does not. */
export function headKey(child: AnyVNode): string | null {
  if (child.type === "title") return "title";
  if (child.type !== "meta") return null;
  const said = child.props.name ?? child.props.property;
  return said === undefined ? null : `meta:${said}`;
}

/** Links to this page, and to what lies above it, say so. */
export function activeMarks(
  href: unknown,
  here: string,
): Record<string, unknown> {
  if (typeof href !== "string" || !href.startsWith("/")) return {};
  const trim = (pathname: string) => pathname.replace(/(.)\/$/, "$1");
  const target = trim(new URL(href, "http://local").pathname);
  if (target === trim(here)) {
    return { "data-current": "true", "aria-current": "page" };
  }
  return target === "/" || here.startsWith(target + "/")
    ? { "data-ancestor": "true", "aria-current": "true" }
    : {};
}

/** A signal of any copy of the library. */
export function isSignal(value: unknown): value is { peek(): unknown } {
  return typeof value === "object" && value !== null && "value" in value &&
    "peek" in value && typeof value.peek === "function";
}
