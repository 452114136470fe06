import type { FunctionComponent } from "preact";

/** Names one build; part of the URLs that may be cached for good. */
export let BUILD_ID: string = crypto.randomUUID().replaceAll("-", "");

/** A server that runs a finished build takes over that build's name. */
export function setBuildId(id: string): void {
  BUILD_ID = id;
}

/** URL path of the folder that holds a build's JavaScript. */
export const jsPath = (buildId: string) => `/_fresh/js/${buildId}/`;

/** A component that the browser hydrates. */
export interface Island {
  component: FunctionComponent;
  /** Unique in the build; names it in the page's markers. */
  name: string;
  /** URL path of its chunk. */
  file: string;
}

/** One module of the routes folder; `id` is its path there without extension. */
export interface RouteFile {
  id: string;
  mod: unknown;
}

/** A file that the server may send. */
export interface StaticFile {
  /** Of the content, for the ETag. */
  hash: string;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** What a build gives to an app. */
export interface Build {
  id: string;
  /** In development nothing is cached, and pages reload when the server has restarted. */
  mode: "development" | "production";
  /** URL path of the browser's runtime. */
  clientEntry: string;
  islands: Island[];
  routes: RouteFile[];
  /** By URL path. */
  files: Map<string, StaticFile>;
}

/** For apps that were never built: no files, no islands. */
export const NO_BUILD: Build = {
  id: BUILD_ID,
  mode: "production",
  clientEntry: "",
  islands: [],
  routes: [],
  files: new Map(),
};
