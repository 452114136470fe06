/**
 * The configuration with which Duet runs on the published packages: the one that
 * is there, without the links to the stand-ins of this folder.
 *
 * @module
 */
import { dirname, join } from "node:path";

/** What matters here of a `deno.json`; the rest goes along. */
export interface DenoConfig {
  readonly links?: readonly string[];
  readonly imports?: Readonly<Record<string, string>>;
}

/** Every `deno.json` that links stand-ins, by its path in the project. */
export const LINKING_CONFIGS: readonly string[] = [
  "deno.json",
  "tests/browser/deno.json",
  "tests/net/deno.json",
];

/** A `deno.json` without its links. */
export function withoutLinks(
  { links: _, ...config }: DenoConfig,
): Omit<DenoConfig, "links"> {
  return config;
}

/** Takes the links out of the configurations of a copy of the project. */
export async function unlink(root: string): Promise<void> {
  for (const path of LINKING_CONFIGS) {
    const config = await readDenoConfig(join(root, path));
    const text = JSON.stringify(withoutLinks(config), null, 2);
    await Deno.writeTextFile(join(root, path), `${text}\n`);
  }
}

/** Reads a `deno.json`. */
export async function readDenoConfig(path: string): Promise<DenoConfig> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** Copies the files that belong to the project, but for the stand-ins. */
export async function copyProject(from: string, to: string): Promise<void> {
  const { success, stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd: from,
  }).output();
  if (!success) throw new Error(`${from} is no git repository`);
  const paths = new TextDecoder().decode(stdout).split("\0")
    .filter((path) => path !== "" && !path.startsWith("jsr/"));
  for (const path of paths) {
    await Deno.mkdir(dirname(join(to, path)), { recursive: true });
    await Deno.copyFile(join(from, path), join(to, path));
  }
}
