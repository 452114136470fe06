/**
 * The configuration with which Duet runs on the published packages: the one that
 * is there, without the links to the stand-ins of this folder.
 *
 * @module
 */
import { join } from "node:path";

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

/** What a build, a package manager, a test or git has made, and the stand-ins. */
const LEFT_OUT = /(^|\/)(\.git|\.tmp|node_modules)$|^(_fresh|jsr)$/;

/** Copies the files of the project, but for the stand-ins. */
export async function copyProject(
  from: string,
  to: string,
  folder = "",
): Promise<void> {
  await Deno.mkdir(join(to, folder), { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(join(from, folder))) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (LEFT_OUT.test(path)) continue;
    if (isDirectory) await copyProject(from, to, path);
    else await Deno.copyFile(join(from, path), join(to, path));
  }
}
