import { type ComponentType, type ContainerNode, h, render } from "preact";

declare const scheduler: { postTask(task: () => void): Promise<void> };

/**
 * Hydrates every island of the page.
 *
 * @param islands The islands' components, by the names in the markers.
 * @param text The props of all places, as the server has serialised them.
 */
export function boot(
  islands: Record<string, ComponentType>,
  text: string,
): void {
  const props: Record<string, object> = JSON.parse(text);
  const walker = document.createTreeWalker(
    document.body,
    NodeFilter.SHOW_COMMENT,
  );
  let start: Node | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    if (text.startsWith("frsh:island:")) start = node;
    else if (text === "/frsh:island" && start !== null) {
      const [, , name = "", place = ""] = start.nodeValue?.split(":") ?? [];
      const component = islands[name];
      if (component === undefined) continue;
      const vnode = h(component, props[place] ?? {});
      const container = between(start, node);
      const hydrate = () => render(vnode, container);
      // A task of its own for each, so that a long page stays responsive.
      if ("scheduler" in globalThis) scheduler.postTask(hydrate);
      else setTimeout(hydrate, 0);
    }
  }
}

/** The nodes between two markers, in the part of an element that Preact renders into. */
function between(start: Node, end: Node): ContainerNode {
  const parent = start.parentElement;
  if (parent === null) throw new TypeError("An island stands in no element");
  const container = {
    nodeType: 1,
    parentNode: parent,
    namespaceURI: parent.namespaceURI,
    get childNodes(): Node[] {
      const nodes: Node[] = [];
      let node = start.nextSibling;
      for (; node !== null && node !== end; node = node.nextSibling) {
        nodes.push(node);
      }
      return nodes;
    },
    get firstChild(): Node | null {
      return this.childNodes[0] ?? null;
    },
    contains: (node: Node) => parent.contains(node),
    insertBefore: (node: Node, child: Node | null) =>
      parent.insertBefore(node, child ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
  };
  return container;
}
