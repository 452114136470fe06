/**
 * What a person does before the page's code is there. A script in the page's head
 * keeps it, and keeps forms from being submitted; each island takes its part once
 * it is hydrated.
 *
 * @module
 */

/** What the script keeps. */
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

/** Where the page says that its code did not come. */
export const UNLOADED_ID = "unloaded";

/**
 * The script. Plain text, as it must run before anything is loaded: a submit that
 * reaches the browser stops the loading of modules, even where the policy forbids
 * it.
 */
export const EARLY_INPUT_SCRIPT = `(() => {
const typed = new Map(), pressed = new Set(), hydrated = [];
globalThis.duetEarlyInput = { typed, pressed, hydrated };
const on = (type, handle) => addEventListener(type, (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  if (!hydrated.some((root) => root.contains(target))) handle(target, event);
}, true);
const press = (element, shown) => {
  pressed.delete(element);
  pressed.add(element);
  shown?.setAttribute("aria-busy", "true");
};
on("submit", (form, event) => {
  event.preventDefault();
  press(form, event.submitter);
});
on("click", (target) => {
  const button = target.closest("button[type=button]");
  if (button) press(button, button);
});
on("input", (field) => {
  const ticks = field.type === "checkbox" || field.type === "radio";
  typed.set(field, ticks ? field.checked : field.value);
});
on("error", (target) => {
  if (target.matches("script")) {
    document.getElementById("${UNLOADED_ID}").hidden = false;
  }
});
})()`;

/** Does what was done early in this island; call it in an effect of its root. */
export function takeEarlyInput(root: Element): void {
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
