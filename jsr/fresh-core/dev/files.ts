import { join, relative } from "node:path";

/** A file below a folder. */
export interface Found {
  /** Absolute path. */
  path: string;
  /** From the folder on, with a slash in front. */
  id: string;
}

/** All files below a folder, sorted; none if there is no such folder. */
export async function walk(folder: string, start = folder): Promise<Found[]> {
  const files: Found[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) files.push(...await walk(path, start));
      else files.push({ path, id: "/" + relative(start, path) });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.sort((a, b) => a.id < b.id ? -1 : 1);
}

const MODULE = /(?<![._]test)\.tsx?$/;

/** The modules below a folder, tests apart; their ids have no extension. */
export async function modules(folder: string): Promise<Found[]> {
  return (await walk(folder))
    .filter(({ id }) => MODULE.test(id))
    .map(({ path, id }) => ({ path, id: id.replace(MODULE, "") }));
}
