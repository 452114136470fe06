/**
 * What the generated `_fresh/server.js` imports.
 *
 * @module
 */
import { join } from "node:path";
import { type App, type AppHandler, setBuild } from "./server/app.ts";
import type { Build } from "./server/build.ts";

/** A build as it is written: files are those of the folder `static`. */
type WrittenBuild = Omit<Build, "mode" | "files"> & {
  files: [pathname: string, hash: string][];
};

/** Gives an app the build that lies in a folder. */
export function serveBuild<State>(
  app: App<State>,
  folder: string,
  { files, ...build }: WrittenBuild,
): { fetch: AppHandler } {
  const entries = files.map(([pathname, hash]) => {
    const read = () => Deno.readFile(join(folder, "static", pathname));
    return [pathname, { hash, read }] as const;
  });
  setBuild(app, { ...build, mode: "production", files: new Map(entries) });
  return { fetch: app.handler() };
}
