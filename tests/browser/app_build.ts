/**
 * Builds the app, but not again for every test file.
 *
 * @module
 */
import { APP_ROOT, keptPath } from "./scratch.ts";

const SOURCES = [
  "call",
  "components",
  "deno.json",
  "deno.lock",
  "islands",
  "jsr",
  "routes",
  "signalling",
  "static",
];

/** Builds unless a finished build is newer than every source. */
export async function build(): Promise<void> {
  const stampPath = keptPath("built");
  const stampedMs = modifiedMs(stampPath);
  const builtMs = modifiedMs(`${APP_ROOT}_fresh/server.js`);
  if (builtMs > 0 && newestSourceMs() < stampedMs) return;
  const startedMs = Date.now();
  await rebuild();
  Deno.writeTextFileSync(stampPath, "");
  // What was edited meanwhile may not be in the build.
  Deno.utimeSync(stampPath, new Date(startedMs), new Date(startedMs));
}

/** Builds, whether or not there is a build. */
export async function rebuild(): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "build"],
    cwd: APP_ROOT,
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) {
    const decoder = new TextDecoder();
    throw new Error(
      `The app does not build:\n${decoder.decode(stdout)}${
        decoder.decode(stderr)
      }`,
    );
  }
}

function newestSourceMs(): number {
  const roots = SOURCES.map((name) => `${APP_ROOT}${name}`);
  for (const entry of Deno.readDirSync(APP_ROOT)) {
    if (entry.isFile && entry.name.endsWith(".ts")) {
      roots.push(`${APP_ROOT}${entry.name}`);
    }
  }
  return Math.max(...roots.map(newestMs));
}

/** Folders count too: theirs changes when a file is removed. */
function newestMs(path: string): number {
  const stat = statOrNull(path);
  if (!stat) return 0;
  let newest = stat.mtime?.getTime() ?? 0;
  if (!stat.isDirectory) return newest;
  for (const { name } of Deno.readDirSync(path)) {
    if (name === "node_modules") continue;
    newest = Math.max(newest, newestMs(`${path}/${name}`));
  }
  return newest;
}

function modifiedMs(path: string): number {
  return statOrNull(path)?.mtime?.getTime() ?? 0;
}

function statOrNull(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
