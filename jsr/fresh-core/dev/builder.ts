import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILD_ID } from "../build_id.ts";
import { App, setBuildCache } from "../server/app.ts";
import { type BuildCache, jsPath, NO_BUILD } from "../server/build_cache.ts";
import { type ListenOptions, serve } from "../server/serve.ts";
import { bundle } from "./bundle.ts";
import { crawl } from "./crawl.ts";
import { writeBuild } from "./disk.ts";
import { withLiveReload } from "./live_reload.ts";
import { MemoryBuildCache } from "./memory.ts";
import {
  type OnTransformOptions,
  type TransformFn,
  Transforms,
} from "./transform.ts";

/** Where things are; relative paths start at `root`. */
export interface BuildOptions {
  /** esbuild's target. @default {["chrome99", "firefox99", "safari15"]} */
  target?: string | string[];
  /** @default {Deno.cwd()} */
  root?: string;
  /** The module that exports `app`. @default {"main.ts"} */
  serverEntry?: string;
  /** @default {"_fresh"} */
  outDir?: string;
  /** @default {"static"} */
  staticDir?: string;
  /** @default {"islands"} */
  islandDir?: string;
  /** @default {"routes"} */
  routeDir?: string;
  /** Modules that are neither routes nor islands. @default Tests. */
  ignore?: RegExp[];
}

/** The options in force, with absolute paths. */
export type ResolvedBuildConfig =
  & Required<BuildOptions>
  & { mode: "development" | "production"; buildId: string };

/** What a build has found and bundled. */
export interface Assembled {
  clientEntry: string;
  /** Content by URL path. */
  chunks: Map<string, Uint8Array<ArrayBuffer>>;
  islands: { name: string; path: string; file: string }[];
  routes: { id: string; path: string }[];
}

const TESTS = /[._]test\.[cm]?[jt]sx?$/;
const RUNTIME = "fresh-runtime";

function absolute(path: string, root: string): string {
  if (path.startsWith("file:")) return fileURLToPath(path);
  return isAbsolute(path) ? path : join(root, path);
}

/** Builds an app, or serves it while it is being written. */
export class Builder {
  readonly config: ResolvedBuildConfig;
  readonly #transforms = new Transforms();

  constructor(options: BuildOptions = {}) {
    const root = absolute(options.root ?? ".", Deno.cwd());
    this.config = {
      root,
      target: options.target ?? ["chrome99", "firefox99", "safari15"],
      serverEntry: absolute(options.serverEntry ?? "main.ts", root),
      outDir: absolute(options.outDir ?? "_fresh", root),
      staticDir: absolute(options.staticDir ?? "static", root),
      islandDir: absolute(options.islandDir ?? "islands", root),
      routeDir: absolute(options.routeDir ?? "routes", root),
      ignore: options.ignore ?? [TESTS],
      mode: "production",
      buildId: BUILD_ID,
    };
  }

  /** Lets `callback` change static files whose path matches. */
  onTransformStaticFile(
    options: OnTransformOptions,
    callback: TransformFn,
  ): void {
    this.#transforms.add(options, callback);
  }

  /**
   * Builds to disk, or to memory for tests.
   *
   * @returns What gives the build to an app.
   */
  async build(
    options: {
      mode?: "development" | "production";
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<<State>(app: App<State>) => void> {
    this.config.mode = options.mode ?? "production";
    const assembled = await this.#assemble("boot");
    let cache: BuildCache = { ...NO_BUILD, root: this.config.root };
    if (options.snapshot === "memory") {
      cache = await this.#load(assembled, false);
    } else {
      // The app's own modules are not run: that is the server's business.
      await writeBuild(this.config, this.#transforms, assembled);
      console.log(`Assets written to: ${this.config.outDir}`);
    }
    return (app) => setBuildCache(app, cache, app.config.mode);
  }

  /** Serves the app with live reload; `deno run --watch` restarts it. */
  async listen<State>(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: ListenOptions = {},
  ): Promise<void> {
    this.config.mode = "development";
    const assembled = await this.#assemble("dev");
    const imported = await importApp();
    const app = imported instanceof App ? imported : imported.app;
    setBuildCache(app, await this.#load(assembled, true), "development");
    await serve(options, withLiveReload(app.handler()));
  }

  #load(assembled: Assembled, live: boolean): Promise<MemoryBuildCache> {
    return MemoryBuildCache.load(
      this.config,
      this.#transforms,
      assembled,
      live,
    );
  }

  async #assemble(runtime: "boot" | "dev"): Promise<Assembled> {
    const { root, mode, target, islandDir, routeDir, ignore } = this.config;
    const modules = await crawl(islandDir, ignore);
    const islands = modules.map(({ id, path }) => {
      const name = id.slice(1).replace(/[^\w$]+/g, "_").replace(/^\d/, "_$&");
      return { name, path, file: `${jsPath(BUILD_ID)}${name}.js` };
    });
    const files = await bundle({
      ...{ root, mode, target },
      entryPoints: {
        [RUNTIME]: fileURLToPath(
          new URL(`../client/${runtime}.ts`, import.meta.url),
        ),
        ...Object.fromEntries(islands.map(({ name, path }) => [name, path])),
      },
    });
    const chunks = new Map(
      [...files].map(([name, content]) => [jsPath(BUILD_ID) + name, content]),
    );
    return {
      clientEntry: `${jsPath(BUILD_ID)}${RUNTIME}.js`,
      chunks,
      islands,
      routes: await crawl(routeDir, ignore),
    };
  }
}
