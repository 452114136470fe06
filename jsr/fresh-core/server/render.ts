import {
  Fragment,
  type FunctionComponent,
  h,
  type Options,
  options,
  type VNode,
} from "preact";
import { renderToString } from "preact-render-to-string";
import type { Island } from "./build.ts";
import { Context } from "./context.ts";
import { NONCE } from "./csp.ts";
import type { PageResponse, RouteComponent } from "./types.ts";

/** What one render of one page gathers. */
interface Pass {
  all: Island[];
  /** What the policy of the response lets run. */
  nonce: string;
  used: Set<Island>;
  /** Props of every island's place, in the order of the markers. */
  props: object[];
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
  previous?.(vnode);
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
  const { state } = ctx;
  const Page = () =>
    page ? h(page, { data, state, Component: () => null }) : null;
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const own: Pass = { all: build.islands, nonce, used: new Set(), props: [] };
  pass = own;
  let html: string;
  try {
    html = renderToString(
      h(app, { data: undefined, state, Component: Page }),
    );
  } finally {
    pass = null;
  }
  const headers = new Headers(init.headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (own.used.size > 0 || build.mode === "development") {
    const script = bootScript(own, build.clientEntry);
    const end = html.lastIndexOf("</body>");
    html = html.slice(0, end) + script + html.slice(end);
    const files = [build.clientEntry, ...[...own.used].map(({ file }) => file)];
    const link = (file: string) =>
      `<${file}>; rel="modulepreload"; as="script"`;
    headers.set("Link", files.map(link).join(", "));
  }
  const response = new Response("<!DOCTYPE html>" + html, { ...init, headers });
  return Object.assign(response, { [NONCE]: nonce });
}

/**
 * Props as JSON.
 *
 * @throws {TypeError} for what JSON would lose or change
 */
function serialise(props: object[]): string {
  return JSON.stringify(props, function (this: object, key, value) {
    // Before `toJSON()` has had its way with it.
    const own: unknown = Reflect.get(this, key);
    if (!isPlain(own)) {
      throw new TypeError(`An island's prop is no plain data: a ${typeof own}`);
    }
    return value;
  });
}

function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) {
    return !/function|symbol|bigint/.test(typeof value);
  }
  return Array.isArray(value) ||
    Object.getPrototypeOf(value) === Object.prototype;
}

/** Keeps JSON from ending the script that carries it. */
const inScript = (value: unknown) =>
  JSON.stringify(value).replaceAll("<", "\\u003c");

function bootScript({ used, props, nonce }: Pass, entry: string) {
  const islands = [...used];
  const imports = islands.map(({ file }, i) =>
    `import i${i} from${inScript(file)};`
  );
  const names = islands.map(({ name }, i) => `${inScript(name)}:i${i}`);
  const code = `import{boot}from${inScript(entry)};${imports.join("")}` +
    `boot({${names.join(",")}},${inScript(serialise(props))});`;
  return `<script type="module" nonce="${nonce}">${code}</script>`;
}
