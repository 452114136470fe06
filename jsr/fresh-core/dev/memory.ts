import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type BuildCache,
  IslandPreparer,
  type Islands,
  jsPath,
  type RouteFile,
  type StaticFile,
} from "../server/build_cache.ts";
import { BUILD_ID } from "../build_id.ts";
import type { Assembled, ResolvedBuildConfig } from "./builder.ts";
import { contentType, hash } from "./files.ts";
import type { Transforms } from "./transform.ts";

/** A build that stays in memory: for tests and for the dev server. */
export class MemoryBuildCache implements BuildCache {
  readonly root: string;
  readonly clientEntry: string;
  readonly islands: Islands = new Map();
  readonly routes: RouteFile[] = [];
  readonly liveReload: boolean;
  readonly #config: ResolvedBuildConfig;
  readonly #transforms: Transforms;
  readonly #chunks: Assembled["chunks"];

  private constructor(
    config: ResolvedBuildConfig,
    transforms: Transforms,
    { chunks, clientEntry }: Assembled,
    liveReload: boolean,
  ) {
    this.#config = config;
    this.#transforms = transforms;
    this.#chunks = chunks;
    this.root = config.root;
    this.clientEntry = clientEntry;
    this.liveReload = liveReload;
  }

  /** Loads the modules of what was assembled. */
  static async load(
    config: ResolvedBuildConfig,
    transforms: Transforms,
    assembled: Assembled,
    liveReload: boolean,
  ): Promise<MemoryBuildCache> {
    const cache = new MemoryBuildCache(
      config,
      transforms,
      assembled,
      liveReload,
    );
    const preparer = new IslandPreparer();
    for (const { name, path, file } of assembled.islands) {
      const mod = await import(pathToFileURL(path).href);
      preparer.prepare(cache.islands, mod, file, name);
    }
    for (const { id, path } of assembled.routes) {
      cache.routes.push({ id, mod: await import(pathToFileURL(path).href) });
    }
    return cache;
  }

  async readFile(pathname: string): Promise<StaticFile | null> {
    const chunk = this.#chunks.get(pathname);
    if (chunk !== undefined) {
      // Its URL names the build: the hash need not be of the content.
      const tag = `${BUILD_ID}-${pathname.slice(jsPath(BUILD_ID).length)}`;
      return staticFile(chunk, pathname, tag);
    }
    const { staticDir } = this.#config;
    const path = join(staticDir, pathname);
    if (relative(staticDir, path).startsWith("..")) return null;
    const stat = await Deno.stat(path).catch(() => null);
    if (!stat?.isFile) return null;
    const transformed = await this.#transforms.run(path, this.#config);
    const content = transformed?.content ?? await Deno.readFile(path);
    return staticFile(content, pathname, await hash(content));
  }
}

function staticFile(
  content: Uint8Array<ArrayBuffer>,
  pathname: string,
  tag: string,
): StaticFile {
  return {
    hash: tag,
    size: content.byteLength,
    contentType: contentType(pathname),
    body: content,
    close: () => {},
  };
}
