import { basename } from "node:path";
import { denoResolver } from "./resolve.ts";

/** What to bundle for the browser. */
export interface BundleOptions {
  root: string;
  mode: "development" | "production";
  target: string | string[];
  sourceMap?: SourceMap;
  /** Paths of the modules, by the names of their chunks. */
  entryPoints: Record<string, string>;
}

/** As esbuild's `sourcemap` and friends. */
export interface SourceMap {
  kind: boolean | "linked" | "inline" | "external" | "both";
  sourceRoot?: string;
  sourcesContent?: boolean;
}

type Files = Map<string, Uint8Array<ArrayBuffer>>;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Bundles with code splitting; returns the files by name. One bundle at a time:
 * each ends the process that a second one would still need.
 */
export function bundle(options: BundleOptions): Promise<Files> {
  const files = turn.then(() => run(options));
  turn = files.catch(() => {});
  return files;
}

async function run(
  { root, mode, target, sourceMap, entryPoints }: BundleOptions,
): Promise<Files> {
  // Loaded only here, so that nothing that is merely served needs it.
  const esbuild = await import("esbuild");
  const production = mode === "production";
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints,
      outdir: "/",
      entryNames: "[name]",
      chunkNames: "chunk-[hash]",
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target,
      minify: production,
      jsx: "automatic",
      jsxImportSource: "preact",
      sourcemap: sourceMap?.kind ?? (production ? false : "linked"),
      ...(sourceMap?.sourceRoot && { sourceRoot: sourceMap.sourceRoot }),
      sourcesContent: sourceMap?.sourcesContent ?? true,
      absWorkingDir: root,
      write: false,
      logLevel: "error",
      plugins: [await denoResolver(root)],
    });
    return new Map(
      outputFiles.map(({ path, contents }) => [
        basename(path),
        new Uint8Array(contents),
      ]),
    );
  } finally {
    // Its child process would otherwise outlive the build.
    await esbuild.stop();
  }
}
