/**
 * The script in each page's head that keeps what a person does before the page's
 * code is there: apart from what islands load.
 *
 * @module
 */

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
