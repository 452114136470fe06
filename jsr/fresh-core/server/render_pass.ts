import {
  type ComponentChild,
  createContext,
  type Options,
  options,
  type VNode,
} from "preact";
import { useContext } from "preact/hooks";
import { jsx } from "preact/jsx-runtime";
import { asset } from "../runtime.ts";
import type { Island, Islands } from "./build_cache.ts";
import { activeMarks, type AnyVNode, comment, headKey } from "./elements.ts";

const InsideIsland = createContext(false);

/** Everything that one render of one document gathers. */
export class RenderPass {
  readonly nonce: string = crypto.randomUUID().replaceAll("-", "");
  /** Islands in the page, each once. */
  readonly used = new Set<Island>();
  /** Props of every island's place, in the order of the markers. */
  readonly props: object[] = [];
  /** Which of html, head and body were rendered. */
  readonly tags = new Set<string>();
  /** What `<Head>` has said, by what it replaces. */
  readonly head = new Map<string, AnyVNode>();
  readonly #undo: (() => void)[] = [];
  readonly #islands: Islands;
  readonly #pathname: string;
  /** Made by this class, so not to be looked at again. */
  readonly #settled = new WeakSet<AnyVNode>();

  constructor(islands: Islands, pathname: string) {
    this.#islands = islands;
    this.#pathname = pathname;
  }

  /** What `<Head>` has said and nothing in `_app` has given way to. */
  remaining(unkeyed: ComponentChild[]): ComponentChild[] {
    const keyed = [...this.head.values()];
    for (const vnode of keyed) this.#settled.add(vnode);
    this.head.clear();
    return [...keyed, ...unkeyed];
  }

  /** Sees every vnode just before it is rendered. */
  visit(vnode: AnyVNode): void {
    if (this.#settled.has(vnode)) return;
    if (typeof vnode.type === "string") return this.#visitElement(vnode);
    const island = this.#islands.get(vnode.type);
    if (island === undefined) return;
    const { type, key } = vnode;
    this.#alter(vnode, {
      type: (props) => this.#wrap(island, jsx(type, props), props, key),
    });
  }

  /** Changes a vnode for this pass only: a constant one is rendered again. */
  #alter(vnode: AnyVNode, change: Partial<Pick<AnyVNode, "type" | "props">>) {
    const { type, props } = vnode;
    this.#undo.push(() => Object.assign(vnode, { type, props }));
    Object.assign(vnode, change);
  }

  /** Takes back all changes. */
  end(): void {
    for (const undo of this.#undo.reverse()) undo();
  }

  /** An island inside another is part of it and gets no markers. */
  #wrap(island: Island, child: AnyVNode, props: object, key: unknown): VNode {
    this.#settled.add(child);
    const marked = [child];
    if (!useContext(InsideIsland)) {
      this.used.add(island);
      const place = this.props.push(props) - 1;
      const name = encodeURIComponent(String(key ?? ""));
      const start = `frsh:island:${island.name}:${place}:${name}`;
      marked.unshift(comment(start));
      marked.push(comment("/frsh:island"));
    }
    return jsx(InsideIsland.Provider, { value: true, children: marked });
  }

  #visitElement(vnode: AnyVNode): void {
    const { type } = vnode;
    if (type === "html" || type === "head" || type === "body") {
      this.tags.add(type);
    } else if (type === "script" || type === "style") {
      this.#add(vnode, { nonce: vnode.props.nonce ?? this.nonce });
    } else if (type === "img" || type === "source") {
      const { src } = vnode.props;
      if (typeof src === "string") this.#add(vnode, { src: asset(src) });
    } else if (type === "a") {
      this.#add(vnode, activeMarks(vnode.props.href, this.#pathname));
    } else if (type === "title" || type === "meta") this.#giveWay(vnode);
  }

  #add(vnode: AnyVNode, props: Record<string, unknown>): void {
    this.#alter(vnode, { props: { ...vnode.props, ...props } });
  }

  #giveWay(vnode: AnyVNode): void {
    const key = headKey(vnode);
    const replacement = key === null ? undefined : this.head.get(key);
    if (key === null || !replacement || replacement === vnode) return;
    this.head.delete(key);
    this.#settled.add(replacement);
    this.#alter(vnode, { type: () => replacement });
  }
}

let current: RenderPass | null = null;

/** Rendering is synchronous, so one pass at a time is under way. */
export function withRenderPass<T>(pass: RenderPass, render: () => T): T {
  current = pass;
  try {
    return render();
  } finally {
    pass.end();
    current = null;
  }
}

// `__b` is what Preact's own integrations call before a vnode is diffed.
const hooks: Options & { __b?: (vnode: AnyVNode) => void } = options;
const previous = hooks.__b;
hooks.__b = (vnode) => {
  current?.visit(vnode);
  previous?.(vnode);
};
