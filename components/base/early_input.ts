/**
 * What a person does before the page's code is there. A script in the page's head
 * keeps it, and keeps forms from being submitted; each island takes its part once
 * it is hydrated.
 *
 * @module
 */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** What the script keeps (`early_input_script.ts`). */
interface EarlyInput {
  /** Fields, with the text that was typed or whether they were ticked. */
  readonly typed: Map<HTMLInputElement, string | boolean>;
  /** Buttons and forms that were used, in order; twice counts once. */
  readonly pressed: Set<HTMLElement>;
  /** Roots of islands that are hydrated: these handle their events themselves. */
  readonly hydrated: Element[];
}

declare global {
  var duetEarlyInput: EarlyInput | undefined;
}

/** Does what was done early in this island, once it is hydrated. */
export function useEarlyInput(root: RefObject<Element>): void {
  useEffect(() => {
    if (root.current !== null) takeEarlyInput(root.current);
  }, []);
}

function takeEarlyInput(root: Element): void {
  const early = globalThis.duetEarlyInput;
  if (early === undefined) return;
  early.hydrated.push(root);
  for (const [field, value] of early.typed) {
    if (!root.contains(field)) continue;
    if (typeof value === "string") {
      // Hydration has put the island's own value into the field.
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (field.checked !== value) field.click();
  }
  for (const busy of root.querySelectorAll("button[aria-busy]")) {
    busy.removeAttribute("aria-busy");
  }
  for (const element of early.pressed) {
    if (!root.contains(element)) continue;
    if (element instanceof HTMLFormElement) element.requestSubmit();
    else element.click();
  }
}
