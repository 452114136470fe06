import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { fakeJsr } from "../tests/wall/fake_jsr.ts";
import {
  copyProject,
  LINKING_CONFIGS,
  readDenoConfig,
  unlink,
} from "./published_config.ts";
import { standInPackage } from "./testdata/stand_in_package.ts";

const ROOT = new URL("..", import.meta.url).pathname;

async function scratch(): Promise<AsyncDisposable & { path: string }> {
  const path = await Deno.makeTempDir();
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

Deno.test("the published configuration is the other without links, in every folder that has them", async () => {
  await using copy = await scratch();
  await copyProject(ROOT, copy.path);
  const found: string[] = [];
  for await (const path of configsBelow(copy.path)) found.push(path);
  await unlink(copy.path);
  for (const path of found) {
    const { links, ...rest } = await readDenoConfig(ROOT + path);
    assertEquals(links !== undefined, LINKING_CONFIGS.includes(path), path);
    assertEquals(await readDenoConfig(`${copy.path}/${path}`), rest, path);
  }
  assert(LINKING_CONFIGS.every((path) => found.includes(path)));
});

Deno.test("what a configuration links, it imports from JSR", async () => {
  for (const path of LINKING_CONFIGS) {
    const { links = [], imports = {} } = await readDenoConfig(ROOT + path);
    for (const link of links) {
      const { name } = JSON.parse(
        await Deno.readTextFile(
          new URL(
            `${link}/deno.json`,
            new URL(path, new URL("..", import.meta.url)),
          ),
        ),
      );
      const isPublished = (address: string) =>
        address.startsWith(`jsr:${name}@`);
      assert(Object.values(imports).some(isPublished), `${path}: ${name}`);
    }
  }
});

Deno.test("deno task published builds and serves Duet on packages of a registry", async () => {
  const folders = ["fresh-core", "std-assert", "std-http", "std-testing"];
  await using jsr = await fakeJsr(
    await Promise.all(folders.map(standInPackage)),
  );
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "published", "build", "serve"],
    cwd: ROOT,
    env: { ...jsr.env, NO_COLOR: "1" },
  }).output();
  const text = [stdout, stderr]
    .map((bytes) => new TextDecoder().decode(bytes)).join("\n");
  assertStringIncludes(text, "served: 200, 200, 200, 400\nall passed");
  assert(success);
  for (const module of ["@fresh/core/2.3.3/mod.ts", "@std/http"]) {
    assert(jsr.fetched.some((path) => path.includes(module)), module);
  }
});

Deno.test("the workflow runs all that must pass, and the published packages, on each push", async () => {
  const read = (path: string) => Deno.readTextFile(ROOT + path);
  const workflow = await read(".github/workflows/ci.yml");
  const deno = /DENO="(.+)"/.exec(await read(".ci/run"))?.[1];
  assertMatch(workflow, /^on: push$/m);
  for (const command of [".ci/run", `${deno} task published`]) {
    assertStringIncludes(workflow, `- run: ${command}\n`);
  }
});

/** Every `deno.json` below a folder. */
async function* configsBelow(
  root: string,
  folder = "",
): AsyncGenerator<string, void> {
  for await (const { name, isDirectory } of Deno.readDir(`${root}/${folder}`)) {
    if (isDirectory) yield* configsBelow(root, `${folder}${name}/`);
    else if (name === "deno.json") yield folder + name;
  }
}
