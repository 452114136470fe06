import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { asset } from "fresh/runtime";
import { ask, makeProject, type Project } from "./testdata/project.ts";

const FILES = {
  "routes/index.tsx": `import Clock from "../islands/Clock.tsx";
    export default () => <Clock at={1} />;`,
  "islands/Clock.tsx": `import { useSignal } from "@preact/signals";
    import { useEffect } from "preact/hooks";
    export default function Clock({ at }) {
      const time = useSignal(at);
      useEffect(() => { time.value++; }, []);
      return <time>{time}</time>;
    }`,
  "islands/clock_test.ts": "throw new Error('a test is no island');",
  "static/styles.css": "body{}",
};

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
  project.handler((app) => app.use(staticFiles()));

Deno.test("build() bundles islands with the runtime, and one Preact for both", async () => {
  await using project = await makeProject(FILES);
  const chunks = await shipped(await handlerOf(project));
  const names = [...chunks.keys()].map((path) => path.split("/").at(-1) ?? "");
  assert(names.includes("fresh-runtime.js") && names.includes("Clock.js"));
  const all = [...chunks.values()].join("\n");
  // A string that Preact's code has once.
  assertEquals(all.match(/Math\/MathML/g)?.length ?? 0, 1);
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

Deno.test("build() leaves out the islands and routes that it shall ignore", async () => {
  await using project = await makeProject({
    ...FILES,
    "islands/Draft.tsx": "throw new Error('not to be read');",
    "routes/draft/page.tsx": "throw new Error('not to be read');",
  });
  const builder = new Builder({
    root: project.root,
    ignore: [/[\\/](islands|routes)[\\/]draft/i],
  });
  const app = new App<unknown>().use(staticFiles()).fsRoutes();
  (await builder.build({ snapshot: "memory" }))(app);
  const handler = app.handler();
  assertEquals((await ask(handler, "/")).status, 200);
  assertEquals((await ask(handler, "/draft/page")).status, 404);
});

Deno.test("build() serves the bundler's report beside the bundle", async () => {
  await using project = await makeProject(FILES);
  const handler = await handlerOf(project);
  const page = (await ask(handler, "/")).text;
  const [, folder = ""] = /from"(\/_fresh\/js\/\w+\/)/.exec(page) ?? [];
  const report = await ask(handler, `${folder}metafile.json`);
  assertEquals(report.status, 200);
  assertStringIncludes(report.text, "islands/Clock.tsx");
});

Deno.test("build() ties paths in stylesheets to the build", async () => {
  await using project = await makeProject({
    ...FILES,
    "static/styles.css": `a{b:url("/a.png")}c{d:url(/c.png)}e{f:url('g.png')}`,
  });
  const handler = await handlerOf(project);
  assertEquals(
    (await ask(handler, "/styles.css")).text,
    `a{b:url("${asset("/a.png")}")}c{d:url("${asset("/c.png")}")}` +
      `e{f:url("g.png")}`,
  );
});

Deno.test("build() lowers syntax to the browsers that it is given", async () => {
  const source = "export default () => <i>{globalThis.name ??= 1}</i>;";
  const built = async (target: string[]) => {
    await using project = await makeProject({
      ...FILES,
      "islands/Clock.tsx": source,
    });
    const app = new App<unknown>().use(staticFiles()).fsRoutes();
    const builder = new Builder({ root: project.root, target });
    (await builder.build({ snapshot: "memory" }))(app);
    return [...(await shipped(app.handler())).values()].join("\n");
  };
  assert((await built(["chrome119"])).includes("name??="));
  const old = await built(["chrome60"]);
  assert(old.includes(".name") && !old.includes("name??="));
});

Deno.test("onTransformStaticFile() changes the files that match and no others", async () => {
  await using project = await makeProject({
    ...FILES,
    "static/other.css": "i{}",
  });
  const { root } = project;
  const builder = new Builder({ root });
  const seen: string[] = [];
  builder.onTransformStaticFile(
    { pluginName: "append", filter: /styles\.css$/ },
    (args) => {
      seen.push(args.path.slice(root.length), args.root);
      return { content: `${args.text}p{}` };
    },
  );
  const app = new App<unknown>().use(staticFiles());
  (await builder.build({ snapshot: "memory" }))(app);
  const handler = app.handler();
  assertEquals((await ask(handler, "/styles.css")).text, "body{}p{}");
  assertEquals((await ask(handler, "/other.css")).text, "i{}");
  assertEquals(seen, ["/static/styles.css", root]);
});
