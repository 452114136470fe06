import {
  assert,
  assertEquals,
  assertFalse,
  assertGreater,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { ask, CONFIG, makeProject, type Project } from "./testdata/project.ts";
import { walk } from "./dev/crawl.ts";

const FILES = {
  "main.ts": `import { App, staticFiles } from "fresh";
    export const app = new App().use(staticFiles()).fsRoutes();`,
  "routes/index.tsx": `import { asset } from "fresh/runtime";
    import Clock from "../islands/Clock.tsx";
    export default () => <body>
      <link rel="stylesheet" href={asset("/styles.css")} /><Clock at={1} />
    </body>;`,
  "islands/Clock.tsx": `import { useSignal } from "@preact/signals";
    import { useEffect } from "preact/hooks";
    import { asset } from "fresh/runtime";
    export default function Clock({ at }) {
      const time = useSignal(at);
      useEffect(() => { time.value++; }, []);
      return <time class={asset("/dial.svg")}>{time}</time>;
    }`,
  "islands/clock_test.ts": "throw new Error('a test is no island');",
  "static/styles.css": "body{}",
  "static/plain.txt": "plain",
  "static/.secret": "hidden",
};

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

/** The modules that a served build loads, from a page's boot script on. */
async function shipped(
  handler: (request: Request) => Promise<Response>,
): Promise<Map<string, string>> {
  const page = (await ask(handler, "/")).text;
  const found = new Map<string, string>();
  const queue = [...page.matchAll(/from"(\/[^"]+)"/g)].map(([, path]) => path);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    const { status, text } = await ask(handler, path);
    assertEquals(status, 200, path);
    found.set(path, text);
    for (const [, next = ""] of text.matchAll(/from\s*"(\.[^"]+)"/g)) {
      queue.push(new URL(next, `http://localhost${path}`).pathname);
    }
  }
  return found;
}

const handlerOf = (project: Project) =>
  project.handler({ prepare: (app) => app.use(staticFiles()) });

Deno.test("build() bundles islands with the runtime, and one Preact for both", async () => {
  await using project = await makeProject(FILES);
  const chunks = await shipped(await handlerOf(project));
  const names = [...chunks.keys()].map((path) => path.split("/").at(-1) ?? "");
  assert(names.includes("fresh-runtime.js") && names.includes("Clock.js"));
  const all = [...chunks.values()].join("\n");
  // A string that Preact's code has once.
  assertEquals(all.match(/Math\/MathML/g)?.length ?? 0, 1);
  assertMatch(chunks.get(findName(chunks, "Clock.js")) ?? "", /\/dial\.svg/);
});

function findName(chunks: Map<string, string>, name: string): string {
  return [...chunks.keys()].find((path) => path.endsWith(name)) ?? "";
}

Deno.test("build() locks asset() to the same build on both sides", async () => {
  await using project = await makeProject(FILES);
  const handler = await handlerOf(project);
  const { text } = await ask(handler, "/");
  const [, build] = /styles\.css\?__frsh_c=(\w+)/.exec(text) ?? [];
  assert(build !== undefined);
  const all = [...(await shipped(handler)).values()].join("\n");
  assertStringIncludes(all, build);
});

Deno.test("build() reports what does not compile", async () => {
  await using project = await makeProject({
    ...FILES,
    "islands/Clock.tsx": 'import "./missing.ts"; export default () => null;',
  });
  const { error } = console;
  console.error = () => {};
  try {
    await assertRejects(() => project.handler(), Error, "missing.ts");
  } finally {
    console.error = error;
  }
});

Deno.test("onTransformStaticFile() changes the files that match and no others", async () => {
  await using project = await makeProject({
    ...FILES,
    "static/other.css": "i{}",
    "static/vendor/styles.css": "b{}",
  });
  const builder = new Builder({ root: project.root });
  const seen: string[] = [];
  builder.onTransformStaticFile({
    pluginName: "append",
    filter: /styles\.css$/,
    exclude: ["/vendor/"],
  }, ({ text, path, mode, root, content }) => {
    seen.push(`${path.slice(root.length)} ${mode} ${content.length}`);
    return { content: `${text}p{}` };
  });
  builder.onTransformStaticFile(
    { pluginName: "look on", filter: /\.css$/ },
    () => {},
  );
  const { App } = await import("fresh");
  const app = new App<unknown>().use(staticFiles());
  (await builder.build({ snapshot: "memory" }))(app);
  const handler = app.handler();
  assertEquals((await ask(handler, "/styles.css")).text, "body{}p{}");
  assertEquals((await ask(handler, "/other.css")).text, "i{}");
  assertEquals((await ask(handler, "/vendor/styles.css")).text, "b{}");
  assertEquals(seen, ["/static/styles.css production 6"]);
});

Deno.test("build() writes a server that needs to read and nothing else", async () => {
  await using project = await makeProject(FILES);
  const { root } = project;
  const builder = new Builder({ root });
  builder.onTransformStaticFile(
    { pluginName: "append", filter: /styles\.css$/ },
    ({ text }) => ({ content: text + "p{}" }),
  );
  const { log } = console;
  console.log = () => {};
  await builder.build().finally(() => console.log = log);
  const written = (await walk(`${root}/_fresh`))
    .map((path) => path.slice(root.length));
  const js = `/_fresh/static/_fresh/js/${builder.config.buildId}`;
  assert(written.includes(`${js}/fresh-runtime.js`));
  assert(written.includes(`${js}/Clock.js`));
  assert(written.includes("/_fresh/static/styles.css"));

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
    const [, css = ""] = /href="([^"]+)"/.exec(page.text) ?? [];
    const [, js = ""] = /from"([^"]+)"/.exec(page.text) ?? [];
    console.log(JSON.stringify({
      page, css: await ask(css), js: await ask(js),
      plain: await ask("/plain.txt"), secret: await ask("/.secret"),
    }));`,
  );
  const got = await run(root, "ask.ts", `--allow-read=${root}`);
  assertStringIncludes(got.page.text, "<!--frsh:island:Clock:0:-->");
  assertEquals(got.css.text, "body{}p{}");
  assertMatch(got.css.cache, /immutable/);
  assertMatch(got.js.cache, /immutable/);
  assertGreater(got.js.text.length, 1000);
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

Deno.test("build() takes all folders from its options", async () => {
  await using project = await makeProject({
    "web/pages/index.ts": "export const handler = (ctx) => ctx.text('page');",
    "web/pages/skip_me.ts": "throw new Error('ignored');",
    "web/files/a.txt": "file",
  });
  const handler = await project.handler({
    routeDir: "web/pages",
    staticDir: `${project.root}/web/files`,
    islandDir: "web/none",
    ignore: [/skip_/],
    target: "es2022",
    prepare: (app) => app.use(staticFiles()),
  });
  assertEquals((await ask(handler, "/")).text, "page");
  assertEquals((await ask(handler, "/a.txt")).text, "file");
});
