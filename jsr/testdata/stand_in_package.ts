import type { FakePackage } from "../../tests/wall/fake_jsr.ts";

const JSR = new URL("../", import.meta.url);

interface PackageConfig {
  name: string;
  version: string;
  exports: string | Record<string, string>;
  imports?: Record<string, string>;
}

/** A stand-in as a registry has it: what its import map says, its modules say. */
export async function standInPackage(folder: string): Promise<FakePackage> {
  const root = new URL(`${folder}/`, JSR);
  const { name, version, exports, imports = {} }: PackageConfig = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  );
  const files: Record<string, string> = {};
  for await (const path of sourcesBelow(root)) {
    let text = await Deno.readTextFile(new URL(`.${path}`, root));
    for (const [from, to] of Object.entries(imports)) {
      text = text.replaceAll(`from "${from}"`, `from "${to}"`)
        .replaceAll(`import("${from}")`, `import("${to}")`);
    }
    files[path] = ofThisMachine(text);
  }
  return {
    ...{ name, version, files },
    exports: typeof exports === "string" ? { ".": exports } : exports,
  };
}

/** esbuild reads the browser's half from the disk; upstream has a loader for it. */
function ofThisMachine(text: string): string {
  const client = new URL("fresh-core/client/", JSR);
  return text.replaceAll(
    "new URL(`../client/${client}`, import.meta.url)",
    `new URL(client, ${JSON.stringify(client.href)})`,
  );
}

async function* sourcesBelow(
  root: URL,
  folder = "/",
): AsyncGenerator<string, void> {
  for await (const entry of Deno.readDir(new URL(`.${folder}`, root))) {
    const path = folder + entry.name;
    if (entry.isDirectory) yield* sourcesBelow(root, `${path}/`);
    else if (/(?<!_test)\.ts$/.test(path)) yield path;
  }
}
