import { basename } from "node:path";
import type { Build } from "../server/build.ts";

type Files = Map<string, Uint8Array<ArrayBuffer>>;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Bundles for the browser, with packages from `node_modules`; returns the files
 * by name. One bundle at a time: each ends the process that a second one would
 * still need.
 *
 * @param entryPoints Paths of the modules, by the names of their chunks.
 */
export function bundle(
  root: string,
  mode: Build["mode"],
  target: string[],
  entryPoints: Record<string, string>,
): Promise<Files> {
  const files = turn.then(() => run(root, mode, target, entryPoints));
  turn = files.catch(() => {});
  return files;
}

async function run(
  root: string,
  mode: Build["mode"],
  target: string[],
  entryPoints: Record<string, string>,
): Promise<Files> {
  const esbuild = await import("esbuild");
  // As upstream does: it takes the permission to write the whole folder.
  await Deno.mkdir(root, { recursive: true });
  try {
    const { outputFiles, metafile } = await esbuild.build({
      entryPoints,
      target,
      outdir: "/",
      chunkNames: "chunk-[hash]",
      bundle: true,
      splitting: true,
      format: "esm",
      jsx: "automatic",
      jsxImportSource: "preact",
      minify: mode === "production",
      sourcemap: mode === "production" ? false : "inline",
      absWorkingDir: root,
      write: false,
      metafile: true,
      logLevel: "error",
    });
    const files: Files = new Map(
      outputFiles.map(({ path, contents }) => [
        basename(path),
        new Uint8Array(contents),
      ]),
    );
    // The bundler's report, with the paths of all sources: upstream serves it.
    const report = new TextEncoder().encode(JSON.stringify(metafile));
    return files.set("metafile.json", report);
  } finally {
    // Its child process would otherwise outlive the build.
    await esbuild.stop();
  }
}
