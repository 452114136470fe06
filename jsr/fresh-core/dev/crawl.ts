import { join, relative } from "node:path";

const MODULE = /\.(tsx|ts|jsx|js)$/;

/** All files below a folder, sorted; none if there is no such folder. */
export async function walk(folder: string): Promise<string[]> {
  const files: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) files.push(...await walk(path));
      else files.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.sort();
}

/** The modules below a folder; their id is the path there without extension. */
export async function crawl(
  folder: string,
  ignore: readonly RegExp[],
): Promise<{ id: string; path: string }[]> {
  const files = await walk(folder);
  return files
    .filter((path) =>
      MODULE.test(path) && !ignore.some((pattern) => path.search(pattern) >= 0)
    )
    .map((path) => ({
      id: "/" + relative(folder, path).replaceAll("\\", "/")
        .replace(MODULE, ""),
      path,
    }));
}
