import {
  type ComponentChild,
  Fragment,
  type FunctionComponent,
  h,
  isValidElement,
  toChildArray,
} from "preact";
import { stringify } from "devalue";
import { renderToString } from "preact-render-to-string";
import { setHeadSink } from "../head.ts";
import type { BuildCache, Island } from "./build_cache.ts";
import { type AnyVNode, comment, headKey, isSignal } from "./elements.ts";
import type { Tree } from "./page.ts";
import { RenderPass, withRenderPass } from "./render_pass.ts";

const PAGE = "frsh:page";

/** Stands in `_app` where the page goes. */
export const PagePlaceholder: FunctionComponent = () => comment(PAGE);

/** A finished page. */
export interface Document {
  html: string;
  /** Carried by every script and style in it. */
  nonce: string;
  /** URL paths of the JavaScript that it loads. */
  preload: string[];
}

/** Renders a page, then `_app` around it, then what both have asked for. */
export function renderDocument(
  { url }: { url: URL },
  { page, app }: Tree,
  cache: BuildCache,
): Document {
  const pass = new RenderPass(cache.islands, url.pathname);
  return withRenderPass(pass, () => {
    const head = collectHead(pass);
    try {
      // The page comes first, so that its <Head> can replace what `_app` says.
      const inner = renderToString(page ?? h(Fragment, null));
      const outer = app === null ? inner : renderToString(app)
        .replace(`<!--${PAGE}-->`, () => inner);
      const rest = renderToString(h(Fragment, null, ...pass.remaining(head)));
      const script = bootScript(pass, cache);
      return {
        html: "<!DOCTYPE html>" + fill(outer, pass, rest, script.html),
        nonce: pass.nonce,
        preload: script.preload,
      };
    } finally {
      setHeadSink(null);
    }
  });
}

const isElement = (child: ComponentChild): child is AnyVNode =>
  isValidElement(child);

function collectHead(pass: RenderPass): ComponentChild[] {
  const unkeyed: ComponentChild[] = [];
  setHeadSink((children) => {
    for (const child of toChildArray(children)) {
      const key = isElement(child) ? headKey(child) : null;
      if (isElement(child) && key !== null) pass.head.set(key, child);
      else unkeyed.push(child);
    }
  });
  return unkeyed;
}

/** Completes the document with the tags nobody has rendered. */
function fill(
  html: string,
  { tags }: RenderPass,
  head: string,
  script: string,
): string {
  const end = tags.has("body") ? html.lastIndexOf("</body>") : -1;
  if (end >= 0) html = html.slice(0, end) + script + html.slice(end);
  else if (!tags.has("html")) html = `<body>${html}${script}</body>`;
  if (tags.has("head")) html = html.replace("</head>", () => head + "</head>");
  else if (!tags.has("html")) {
    html = `<head><meta charset="utf-8"/>${head}</head>${html}`;
  }
  return tags.has("html") ? html : `<html>${html}</html>`;
}

/** Keeps JSON from ending the script that carries it. */
const inScript = (value: unknown) =>
  JSON.stringify(value).replaceAll("<", "\\u003c");

function bootScript(
  pass: RenderPass,
  { clientEntry, liveReload }: BuildCache,
): { html: string; preload: string[] } {
  const islands: Island[] = [...pass.used];
  if (islands.length === 0 && !liveReload) return { html: "", preload: [] };
  const imports = islands.map(({ exportName, file }, i) =>
    `import{${exportName} as i${i}}from${inScript(file)};`
  );
  const names = islands.map(({ name }, i) => `${inScript(name)}:i${i}`);
  const props = stringify(pass.props, {
    Signal: (value: unknown) => isSignal(value) && value.peek(),
  });
  const code = `import{boot}from${inScript(clientEntry)};${imports.join("")}` +
    `boot({${names.join(",")}},${inScript(props)});`;
  return {
    html: `<script type="module" nonce="${pass.nonce}">${code}</script>`,
    preload: [...new Set([clientEntry, ...islands.map(({ file }) => file)])],
  };
}
