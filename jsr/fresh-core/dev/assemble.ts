import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Build, BUILD_ID, jsPath } from "../server/build.ts";
import { bundle } from "./bundle.ts";
import { type Found, modules, walk } from "./files.ts";
import { type Transform, transform } from "./transform.ts";

/** A build whose modules are known, but not loaded. */
export interface Assembled extends Omit<Build, "islands" | "routes"> {
  islands: { path: string; name: string; file: string }[];
  routes: Found[];
}

/** Finds and bundles what a project is made of. */
export async function assemble(
  root: string,
  mode: Build["mode"],
  transforms: readonly Transform[],
  ignore: readonly RegExp[],
  target: string[],
): Promise<Assembled> {
  const base = jsPath(BUILD_ID);
  const found = async (folder: string) =>
    (await modules(join(root, folder)))
      .filter(({ path }) => !ignore.some((pattern) => pattern.test(path)));
  const islands = (await found("islands")).map(({ path, id }) => {
    const name = id.slice(1).replace(/\W+/g, "_");
    return { path, name, file: `${base}${name}.js` };
  });
  const client = mode === "production" ? "boot.ts" : "dev.ts";
  const chunks = await bundle(root, mode, target, {
    "fresh-runtime": fileURLToPath(
      new URL(`../client/${client}`, import.meta.url),
    ),
    ...Object.fromEntries(islands.map(({ name, path }) => [name, path])),
  });
  const files: Build["files"] = new Map();
  const add = (pathname: string, content: Uint8Array<ArrayBuffer>) => {
    const hash = createHash("sha256").update(content).digest("hex");
    files.set(pathname, { hash, read: () => Promise.resolve(content) });
  };
  for (const [name, content] of chunks) add(base + name, content);
  for (const { path, id } of await walk(join(root, "static"))) {
    if (!id.includes("/.")) add(id, await transform(path, root, transforms));
  }
  return {
    ...{ id: BUILD_ID, mode, clientEntry: `${base}fresh-runtime.js`, files },
    ...{ islands, routes: await found("routes") },
  };
}

/** Loads the modules, to be served by this process. */
export async function load(assembled: Assembled): Promise<Build> {
  const build: Build = { ...assembled, islands: [], routes: [] };
  for (const { path, name, file } of assembled.islands) {
    const { default: component } = await import(pathToFileURL(path).href);
    build.islands.push({ component, name, file });
  }
  for (const { path, id } of assembled.routes) {
    build.routes.push({ id, mod: await import(pathToFileURL(path).href) });
  }
  return build;
}
