/**
 * Fresh marks each link in a page that it renders. A link to the page itself is
 * rightly called current; one to a page above is not, and `/` is above all:
 * screen readers would say "current" of every way back to the start.
 *
 * Imported for its effect, after Fresh, by what runs on the server.
 *
 * @module
 */
import { options } from "preact";

const previous = options.vnode;
options.vnode = (vnode) => {
  previous?.(vnode);
  const { type, props } = vnode;
  if (type === "a" && Reflect.get(props, "aria-current") === "true") {
    Reflect.deleteProperty(props, "aria-current");
  }
};
