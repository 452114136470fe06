import {
  Fragment,
  type FunctionComponent,
  h,
  type Options,
  options,
  type VNode,
} from "preact";
import { renderToString } from "preact-render-to-string";
import { markLink, showKey } from "./attributes.ts";
import type { Island } from "./build.ts";
import { Context } from "./context.ts";
import { NONCE } from "./csp.ts";
import { bootScript, stateScript } from "./scripts.ts";
import type { PageResponse, RouteComponent } from "./types.ts";

/** What one render of one page gathers. */
interface Pass {
  all: Island[];
  /** What the policy of the response lets run. */
  nonce: string;
  used: Set<Island>;
  /** Props of every island's place, in the order of the markers. */
  props: object[];
  /** Of the page. */
  pathname: string;
}

/** Rendering is synchronous, so one pass at a time is under way. */
let pass: Pass | null = null;

// `__b` is what Preact's own integrations call before a vnode is diffed.
const hooks: Options & { __b?: (vnode: VNode) => void } = options;
const previous = hooks.__b;
hooks.__b = (vnode) => {
  const island = pass?.all.find(({ component }) => component === vnode.type);
  if (island !== undefined) vnode.type = marked(island);
  if (pass !== null && (vnode.type === "script" || vnode.type === "style")) {
    Object.assign(vnode.props, { nonce: pass.nonce, ...vnode.props });
  }
  if (pass) showKey(vnode);
  previous?.(vnode);
};

const previousVNode = options.vnode;
options.vnode = (vnode) => {
  if (pass) markLink(vnode, pass.pathname);
  previousVNode?.(vnode);
};

/** An island between comments that tell the browser where it is. */
function marked(island: Island): FunctionComponent {
  return (props) => {
    pass?.used.add(island);
    const place = (pass?.props.push(props) ?? 0) - 1;
    return h(
      Fragment,
      null,
      comment(`frsh:island:${island.name}:${place}:`),
      island.component(props),
      comment("/frsh:island"),
    );
  };
}

const Comment: FunctionComponent<{ UNSTABLE_comment: string }> = Fragment;

/** Without a key the renderer takes it for an empty fragment. */
const comment = (text: string) =>
  h(Comment, { key: text, UNSTABLE_comment: text });

/** Renders a page inside `_app`, with the script that hydrates its islands. */
export function renderPage<State>(
  ctx: Context<State>,
  app: RouteComponent<State> | undefined,
  page: RouteComponent<State> | undefined,
  { data, ...init }: PageResponse<unknown>,
): Response {
  if (app === undefined) throw new TypeError("Pages need routes/_app.tsx");
  const build = Context.build(ctx);
  const { state, error } = ctx;
  const Page = () =>
    page ? h(page, { data, state, error, Component: () => null }) : null;
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const own: Pass = {
    ...{ all: build.islands, nonce, used: new Set(), props: [] },
    pathname: ctx.url.pathname,
  };
  pass = own;
  let html: string;
  try {
    html = renderToString(
      h(app, { data: undefined, state, error, Component: Page }),
    );
  } finally {
    pass = null;
  }
  const headers = new Headers(init.headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (own.used.size > 0 || build.mode === "development") {
    const parts = { islands: [...own.used], props: own.props, nonce };
    const id = crypto.randomUUID();
    if (ctx.isPartial) headers.set("X-Fresh-Id", id);
    const script = ctx.isPartial
      ? stateScript(parts, id)
      : bootScript(parts, build.clientEntry);
    const end = html.lastIndexOf("</body>");
    html = html.slice(0, end) + script + html.slice(end);
    const files = [build.clientEntry, ...parts.islands.map(({ file }) => file)];
    const link = (file: string) =>
      `<${file}>; rel="modulepreload"; as="script"`;
    headers.set("Link", files.map(link).join(", "));
  }
  const response = new Response("<!DOCTYPE html>" + html, { ...init, headers });
  return Object.assign(response, { [NONCE]: nonce });
}
