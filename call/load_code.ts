/**
 * Loads code that comes later than the page, once more under another name where
 * it did not come: browsers remember for the life of a page that a module could
 * not be fetched (Chromium 153; HTML, "fetch a single module script", step 5).
 *
 * @module
 */

/** Names under which modules came that did not under their own. */
const names = new Map<string, string>();
let attempts = 0;

/**
 * Imports a module.
 *
 * @param load Write the `import()` there, so that the build cuts it off.
 */
export async function loadCode<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch (error) {
    // Chromium and Firefox name the module last, Safari does not.
    const url = String(error).split(" ").at(-1) ?? "";
    if (!url.startsWith(`${location.origin}/`)) throw error;
    const name = names.get(url) ?? `${url}?${++attempts}`;
    const code: Code = await import(name);
    names.set(url, name);
    return code;
  }
}
