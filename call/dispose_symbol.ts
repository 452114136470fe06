/**
 * Gives browsers without `Symbol.dispose` one, before a class is made with a
 * method of that name: the method would be called "undefined". Import it for
 * this effect in each island that disposes of anything, and wherever
 * `Symbol.dispose` is read while a module starts.
 *
 * @module
 */

// Absent before Chrome 134 and Firefox 141, and in Safari.
if (!Symbol.dispose) {
  Object.assign(Symbol, {
    // What esbuild takes for it where it lowers `using`.
    dispose: Symbol.for("Symbol.dispose"),
  });
}
