import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { Builder } from "fresh/dev";
import { CONFIG, makeProject } from "./testdata/project.ts";

/** Runs a script with few permissions and returns what it prints as JSON. */
async function run(root: string, script: string, ...permissions: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--config", CONFIG, ...permissions, script],
    cwd: root,
  }).output();
  const text = new TextDecoder();
  assertEquals(code, 0, text.decode(stderr));
  return JSON.parse(text.decode(stdout));
}

Deno.test("build() writes a server that needs to read and nothing else", async () => {
  await using project = await makeProject({
    "main.ts": `import { App, staticFiles } from "fresh";
      export const app = new App().use(staticFiles()).fsRoutes();`,
    "routes/_app.tsx": `import { asset } from "fresh/runtime";
      export default ({ Component }) => <html>
        <head><link rel="stylesheet" href={asset("/styles.css")} /></head>
        <body><Component /></body>
      </html>;`,
    "routes/index.tsx": `import Dot from "../islands/Dot.tsx";
      export default () => <Dot />;`,
    "islands/Dot.tsx": "export default () => <i>.</i>;",
    "static/styles.css": "body{}",
    "static/plain.txt": "plain",
    "static/.secret": "hidden",
  });
  const { root } = project;
  const builder = new Builder({ root });
  builder.onTransformStaticFile(
    { pluginName: "append", filter: /styles\.css$/ },
    ({ text }) => ({ content: text + "p{}" }),
  );
  await builder.build();

  await project.write(
    "ask.ts",
    `import server from "./_fresh/server.js";
    const ask = async (path: string) => {
      const response = await server.fetch(new Request("http://h" + path));
      return {
        status: response.status,
        cache: response.headers.get("Cache-Control"),
        etag: response.headers.get("ETag"),
        text: await response.text(),
      };
    };
    const page = await ask("/");
    const html = page.text.replaceAll("&amp;", "&");
    const [, css = ""] = /href="([^"]+)"/.exec(html) ?? [];
    const [, js = ""] = /from"([^"]+)"/.exec(html) ?? [];
    console.log(JSON.stringify({
      page, css: await ask(css), js: await ask(js),
      plain: await ask("/plain.txt"), secret: await ask("/.secret"),
    }));`,
  );
  const got = await run(root, "ask.ts", `--allow-read=${root}`);
  assertStringIncludes(got.page.text, "<!--frsh:island:Dot:0:-->");
  assertEquals(got.css.text, "body{}p{}");
  assertMatch(got.css.cache, /immutable/);
  assertMatch(got.js.cache, /immutable/);
  assertMatch(got.js.text, /frsh:island/);
  assertEquals(got.plain.text, "plain");
  assertMatch(got.plain.etag, /^W\/"[0-9a-f]{64}"$/);
  assertEquals(got.secret.status, 404);

  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", CONFIG, `${root}/_fresh/server.js`],
  }).output();
  assertEquals(code, 0);
  const { modules }: { modules: { specifier: string }[] } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  const graph = modules.map(({ specifier }) => specifier).join("\n");
  assertStringIncludes(graph, "server/static_files.ts");
  for (const forbidden of ["esbuild", "fresh-core/dev/", "/client/"]) {
    assertFalse(graph.includes(forbidden), `the server loads ${forbidden}`);
  }
});

Deno.test("build() takes the permission to write all of the project's folder", async () => {
  await using project = await makeProject({
    "build.ts": `import { Builder } from "fresh/dev";
      const writes = await new Builder().build().then(() => true, () => false);
      console.log(JSON.stringify(writes));`,
    "main.ts": `import { App } from "fresh";
      export const app = new App().fsRoutes();`,
    "routes/index.tsx": "export default () => <p>still</p>;",
  });
  const { root } = project;
  const allowed = ["--allow-read", "--allow-env", "--allow-run"];
  const writes = (folder: string) =>
    run(root, "build.ts", ...allowed, `--allow-write=${folder}`);
  assertFalse(await writes(`${root}/_fresh`));
  assert(await writes(root));
});
