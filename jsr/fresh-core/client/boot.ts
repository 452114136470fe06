import { parse } from "devalue";
import { type ComponentType, type ContainerNode, h, render } from "preact";
import { signal } from "@preact/signals";

interface Root {
  name: string;
  place: number;
  start: Comment;
}

/**
 * Hydrates every island of the page.
 *
 * @param islands The islands' components, by the names in the markers.
 * @param text The props of all places, as the server has serialised them.
 */
export function boot(
  islands: Record<string, ComponentType<object>>,
  text: string,
): void {
  const props: unknown = parse(text, {
    Signal: (value: unknown) => signal(value),
  });
  if (!Array.isArray(props)) throw new TypeError("Island props are no list");
  let open: Root | null = null;
  for (const comment of comments()) {
    if (comment.data.startsWith("frsh:island:")) {
      const [, , name = "", place] = comment.data.split(":");
      open = { name, place: Number(place), start: comment };
    } else if (comment.data === "/frsh:island" && open !== null) {
      const component = islands[open.name];
      if (component === undefined) continue;
      revive(component, props[open.place], new Range(open.start, comment));
      open = null;
    }
  }
}

function comments(): Comment[] {
  const walker = document.createTreeWalker(
    document.body,
    NodeFilter.SHOW_COMMENT,
  );
  const found: Comment[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Comment) found.push(node);
  }
  return found;
}

/** A task of its own for each island, so that a long page stays responsive. */
function revive(
  component: ComponentType<object>,
  props: object,
  range: Range,
): void {
  const hydrate = () => render(h(component, props), range);
  if ("scheduler" in globalThis) scheduler.postTask(hydrate);
  else setTimeout(hydrate, 0);
}

declare const scheduler: { postTask(task: () => void): Promise<void> };

/** The nodes between two markers, in the part of an element that Preact renders into. */
class Range implements ContainerNode {
  readonly nodeType = 1;
  readonly #start: Comment;
  readonly #end: Comment;

  constructor(start: Comment, end: Comment) {
    this.#start = start;
    this.#end = end;
  }

  get #parent(): ParentNode & Node {
    const { parentNode } = this.#start;
    if (parentNode === null) throw new TypeError("The island was removed");
    return parentNode;
  }

  get parentNode(): ContainerNode | null {
    return this.#parent;
  }

  get namespaceURI(): string | null {
    const parent = this.#parent;
    return parent instanceof Element ? parent.namespaceURI : null;
  }

  get childNodes(): ChildNode[] {
    const nodes: ChildNode[] = [];
    for (
      let node = this.#start.nextSibling;
      node !== null && node !== this.#end;
      node = node.nextSibling
    ) nodes.push(node);
    return nodes;
  }

  get firstChild(): ChildNode | null {
    return this.childNodes[0] ?? null;
  }

  contains(other: ContainerNode | null): boolean {
    return other instanceof Node &&
      this.childNodes.some((node) => node.contains(other));
  }

  insertBefore<T extends Node>(node: T, child: Node | null): T {
    return this.#parent.insertBefore(node, child ?? this.#end);
  }

  appendChild<T extends Node>(node: T): T {
    return this.insertBefore(node, null);
  }

  removeChild<T extends Node>(node: T): T {
    return this.#parent.removeChild(node);
  }
}
