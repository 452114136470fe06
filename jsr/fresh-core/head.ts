import type { ComponentChildren } from "preact";

let sink: ((children: ComponentChildren) => void) | null = null;

/** Hands the children of a `<Head>` to the render under way, if there is one. */
export function collectHead(children: ComponentChildren): void {
  sink?.(children);
}

/** Says who receives the children of every `<Head>`; `null` for nobody. */
export function setHeadSink(next: typeof sink): void {
  sink = next;
}
