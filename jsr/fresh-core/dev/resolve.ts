import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnResolveArgs, Plugin, PluginBuild } from "esbuild";
import { BUILD_ID } from "../build_id.ts";

type Imports = Record<string, string>;

interface Config {
  folder: string;
  name?: string;
  imports: Imports;
  exports: Imports;
  links: string[];
}

const OWN = fileURLToPath(new URL("..", import.meta.url));

/** There must be one of these in a page, whoever imports it. */
const SINGLETON = /^(preact|@preact\/signals|@preact\/signals-core)(\/|$)/;

async function readConfig(folder: string): Promise<Config | null> {
  const text = await Deno.readTextFile(join(folder, "deno.json")).catch(
    (error) => {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    },
  );
  if (text === null) return null;
  const { name, imports = {}, exports = {}, links = [] } = JSON.parse(text);
  const byPath = typeof exports === "string" ? { ".": exports } : exports;
  return { folder, name, imports, exports: byPath, links };
}

async function findConfig(folder: string): Promise<Config> {
  const config = await readConfig(folder);
  if (config !== null) return config;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("No deno.json in or above the root");
  return findConfig(parent);
}

/** What an import map makes of a specifier. */
function mapped(specifier: string, imports: Imports): string | null {
  const exact = imports[specifier];
  if (exact !== undefined) return exact;
  const prefixes = Object.keys(imports)
    .filter((key) => specifier.startsWith(key.endsWith("/") ? key : key + "/"))
    .sort((a, b) => b.length - a.length);
  const [prefix] = prefixes;
  if (prefix === undefined) return null;
  return imports[prefix] + specifier.slice(prefix.length);
}

/** `npm:@scope/name@range/sub` → `@scope/name`, `range`, `/sub`. */
function parsePackage(specifier: string) {
  const [, name = "", range = "", path = ""] =
    /^(?:npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?(\/.*)?$/
      .exec(specifier) ?? [];
  return { name, range, path };
}

/** Lets esbuild find modules as Deno does. */
export async function denoResolver(root: string): Promise<Plugin> {
  const project = await findConfig(root);
  const own = await readConfig(OWN);
  if (own === null) throw new Error("This package has lost its deno.json");
  const links = await Promise.all(
    project.links.map((link) => readConfig(resolve(project.folder, link))),
  );
  const linked = new Map(
    [...links, own].flatMap((config) =>
      config?.name === undefined ? [] : [[config.name, config] as const]
    ),
  );

  const importsOf = (importer: string): Imports => {
    const inside = [...linked.values()].find(({ folder }) =>
      importer.startsWith(join(folder, "/"))
    );
    return { ...project.imports, ...inside?.imports };
  };

  function jsr(specifier: string): string {
    const { name, path } = parsePackage(specifier);
    const config = linked.get(name);
    const file = config?.exports["." + path];
    if (config === undefined || file === undefined) {
      throw new Error(`${specifier} is in no linked package`);
    }
    return join(config.folder, file);
  }

  async function locate(build: PluginBuild, args: OnResolveArgs) {
    let { path } = args;
    const foreign = args.importer.includes("/node_modules/");
    if (!foreign || SINGLETON.test(path)) {
      path = mapped(path, importsOf(args.importer)) ?? path;
    }
    if (path.startsWith("jsr:")) return { path: jsr(path) };
    if (path.startsWith("npm:")) {
      const { name, path: sub } = parsePackage(path);
      const resolveDir = packageHome(path, name, project.folder);
      return await build.resolve(name + sub, { ...again(args), resolveDir });
    }
    if (path.startsWith("./") && path !== args.path) {
      return { path: join(project.folder, path) };
    }
    return undefined;
  }

  return {
    name: "deno",
    setup(build) {
      build.onResolve(
        { filter: /^[^./]/ },
        (args) =>
          args.pluginData === RESOLVED || args.kind === "entry-point"
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

const RESOLVED = Symbol("resolved");

const again = ({ kind, importer }: OnResolveArgs) => ({
  kind,
  importer,
  pluginData: RESOLVED,
});

/** The folder whose `node_modules` has the package that Deno would load. */
function packageHome(specifier: string, name: string, folder: string): string {
  const { range } = parsePackage(specifier);
  try {
    const url = import.meta.resolve(`npm:${name}@${range}`);
    const path = url.startsWith("file:") ? fileURLToPath(url) : "";
    const end = path.lastIndexOf("/node_modules/");
    if (end > 0) return path.slice(0, end);
  } catch {
    // Not in Deno's graph: then it is where npm would have put it.
  }
  return folder;
}
