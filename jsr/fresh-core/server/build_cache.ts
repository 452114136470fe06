import { isAbsolute, join } from "node:path";
import type { ComponentType } from "preact";
import { setBuildId } from "../build_id.ts";

/** A component that the browser hydrates. */
export interface Island {
  /** Unique in the build; names it in the page's markers. */
  name: string;
  /** Which export of the chunk it is. */
  exportName: string;
  /** URL path of its chunk. */
  file: string;
}

/** Islands by the function that renders them. */
export type Islands = Map<unknown, Island>;

/** A file that the server may send. */
export interface StaticFile {
  /** Hash of the content, for the ETag. */
  hash: string | null;
  size: number;
  contentType: string;
  body: ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>;
  /** Ends it when the body is not sent. */
  close(): void;
}

/** One module of the routes folder; `id` is its path there without extension. */
export interface RouteFile {
  id: string;
  mod: unknown;
}

/** What a build gives to an app. */
export interface BuildCache {
  root: string;
  /** URL path of the browser's runtime. */
  clientEntry: string;
  islands: Islands;
  routes: RouteFile[];
  /** Whether pages keep a socket to learn that the server has restarted. */
  liveReload: boolean;
  readFile(pathname: string): Promise<StaticFile | null>;
}

/** URL path of the folder that holds a build's JavaScript. */
export const jsPath = (buildId: string) => `/_fresh/js/${buildId}/`;

/** The generated snapshot module. */
export interface Snapshot {
  version: string;
  clientEntry: string;
  islands: Islands;
  fsRoutes: RouteFile[];
  staticFiles: Map<
    string,
    { filePath: string; hash: string; contentType: string }
  >;
}

/** A finished build on disk. */
export class ProdBuildCache implements BuildCache {
  readonly root: string;
  readonly clientEntry: string;
  readonly islands: Islands;
  readonly routes: RouteFile[];
  readonly liveReload = false;
  readonly #files: Snapshot["staticFiles"];

  constructor(root: string, snapshot: Snapshot) {
    setBuildId(snapshot.version);
    this.root = root;
    this.clientEntry = snapshot.clientEntry;
    this.islands = snapshot.islands;
    this.routes = snapshot.fsRoutes;
    this.#files = snapshot.staticFiles;
  }

  async readFile(pathname: string): Promise<StaticFile | null> {
    const entry = this.#files.get(pathname);
    if (entry === undefined) return null;
    const path = isAbsolute(entry.filePath)
      ? entry.filePath
      : join(this.root, entry.filePath);
    const file = await Deno.open(path);
    const { size } = await file.stat();
    return {
      hash: entry.hash,
      size,
      contentType: entry.contentType,
      body: file.readable,
      close: () => file.close(),
    };
  }
}

/** Enters the islands of one module after another. */
export class IslandPreparer {
  readonly #names = new Set<string>();

  prepare(
    islands: Islands,
    mod: Record<string, unknown>,
    file: string,
    modName: string,
  ): void {
    for (const [exportName, value] of Object.entries(mod)) {
      if (typeof value !== "function") continue;
      const wanted = exportName === "default" ? modName : exportName;
      let name = wanted;
      for (let n = 1; this.#names.has(name); n++) name = `${wanted}_${n}`;
      this.#names.add(name);
      islands.set(value, { name, exportName, file });
    }
  }
}

/** For apps that were never built: no files, no islands. */
export const NO_BUILD: BuildCache = {
  root: ".",
  clientEntry: "",
  islands: new Map<ComponentType, Island>(),
  routes: [],
  liveReload: false,
  readFile: () => Promise.resolve(null),
};
