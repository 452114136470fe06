import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnResolveArgs, Plugin, PluginBuild } from "esbuild";
import { BUILD_ID } from "../build_id.ts";

type Imports = Record<string, string>;

/** The folder of this package. */
const OWN = fileURLToPath(new URL("..", import.meta.url));

/** There must be one of these in a page, whoever imports it. */
const SINGLETON = /^(preact|@preact\/signals|@preact\/signals-core)(\/|$)/;

/** Marks what this resolver asks esbuild, so that it is not asked in turn. */
const ASKED = Symbol("asked");

interface Config {
  folder: string;
  imports: Imports;
  exports: Imports;
}

/** The nearest `deno.json`, in a folder or above it. */
async function findConfig(folder: string): Promise<Config> {
  try {
    const text = await Deno.readTextFile(join(folder, "deno.json"));
    const { imports = {}, exports = {} } = JSON.parse(text);
    return { folder, imports, exports };
  } catch (error) {
    const parent = dirname(folder);
    if (!(error instanceof Deno.errors.NotFound) || parent === folder) {
      throw error;
    }
    return findConfig(parent);
  }
}

/** What an import map makes of a specifier: `preact/hooks` is found by `preact`. */
function mapped(specifier: string, imports: Imports): string {
  const [key] = Object.keys(imports)
    .filter((key) => specifier === key || specifier.startsWith(key + "/"))
    .sort((a, b) => b.length - a.length);
  return key === undefined
    ? specifier
    : imports[key] + specifier.slice(key.length);
}

/** `npm:@scope/name@1/sub` → `@scope/name`, `@1`, `/sub`. */
function split(specifier: string): string[] {
  const pattern = /^(?:npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(@[^/]+)?(\/.*)?$/;
  return (pattern.exec(specifier) ?? []).slice(1).map((part) => part ?? "");
}

/** The folder whose `node_modules` has the package that Deno itself would load. */
function homeOf(name: string, range: string, folder: string): string {
  try {
    const url = import.meta.resolve(`npm:${name}${range}`);
    const path = url.startsWith("file:") ? fileURLToPath(url) : "";
    const end = path.lastIndexOf("/node_modules/");
    if (end > 0) return path.slice(0, end);
  } catch {
    // The build does not load it: then it is where npm would have put it.
  }
  return folder;
}

/** Lets esbuild find modules as Deno does. */
export async function denoResolver(root: string): Promise<Plugin> {
  const project = await findConfig(root);
  const own = await findConfig(OWN);
  const imports = { ...own.imports, ...project.imports };

  function locate(build: PluginBuild, args: OnResolveArgs) {
    const foreign = args.importer.includes("/node_modules/");
    if (foreign && !SINGLETON.test(args.path)) return undefined;
    const path = mapped(args.path, imports);
    const [name = "", range = "", sub = ""] = split(path);
    if (name === "@fresh/core") {
      return { path: join(OWN, own.exports["." + sub] ?? "") };
    }
    if (!path.startsWith("npm:")) return undefined;
    const { kind, importer } = args;
    const resolveDir = homeOf(name, range, project.folder);
    const asked = { kind, importer, resolveDir, pluginData: ASKED };
    return build.resolve(name + sub, asked);
  }

  return {
    name: "deno",
    setup(build) {
      build.onResolve(
        { filter: /^[^./]/ },
        (args) =>
          args.pluginData === ASKED || args.kind === "entry-point"
            ? undefined
            : locate(build, args),
      );
      // In the browser the build's name is a constant.
      build.onLoad(
        { filter: /build_id\.ts$/ },
        ({ path }) =>
          path === join(OWN, "build_id.ts")
            ? {
              contents: `export const BUILD_ID = ${JSON.stringify(BUILD_ID)};`,
            }
            : undefined,
      );
    },
  };
}
