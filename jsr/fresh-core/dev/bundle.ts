import { basename } from "node:path";
import { denoResolver } from "./resolve.ts";

/** What to bundle for the browser. */
export interface BundleOptions {
  root: string;
  mode: "development" | "production";
  target: string | string[];
  /** Paths of the modules, by the names of their chunks. */
  entryPoints: Record<string, string>;
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
  { root, mode, target, entryPoints }: BundleOptions,
): Promise<Files> {
  // Loaded only here, so that nothing that is merely served needs it.
  const esbuild = await import("esbuild");
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints,
      target,
      outdir: "/",
      entryNames: "[name]",
      chunkNames: "chunk-[hash]",
      bundle: true,
      splitting: true,
      format: "esm",
      jsx: "automatic",
      jsxImportSource: "preact",
      minify: mode === "production",
      sourcemap: mode === "production" ? false : "linked",
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
