import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import { CONFIG, makeProject } from "./testdata/project.ts";

/** A dev server in a process of its own. */
async function start(root: string): Promise<AsyncDisposable & { url: string }> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", CONFIG, "dev.ts"],
    cwd: root,
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  let said = "";
  let url: string | undefined;
  while (url === undefined) {
    const { value, done } = await reader.read();
    assert(!done, `the dev server ended after: ${said}`);
    said += value;
    url = /http:\/\/\S+:\d+/.exec(said)?.[0];
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      process.kill();
      await reader.cancel();
      await process.status;
    },
  };
}

/** What the server says first to a page. */
async function revision(url: string): Promise<string> {
  const socket = new WebSocket(`${url}/_frsh/alive`.replace("http", "ws"));
  const { data } = await new Promise<MessageEvent>((resolve) =>
    socket.onmessage = resolve
  );
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  return data;
}

Deno.test("listen() serves the app, with a socket that tells one start from the next", async () => {
  await using project = await makeProject({
    "dev.ts": `import { Builder } from "fresh/dev";
      await new Builder().listen(() => import("./main.ts"), { hostname: "127.0.0.1", port: 0 });`,
    "main.ts": `import { App, staticFiles } from "fresh";
      export const app = new App().use(staticFiles()).fsRoutes();`,
    "routes/index.tsx": "export default () => <p>dev</p>;",
    "static/a.txt": "a",
  });
  const revisions: string[] = [];
  for (let run = 0; run < 2; run++) {
    await using server = await start(project.root);
    const page = await (await fetch(server.url)).text();
    assertMatch(page, /<p>dev<\/p><script type="module" nonce="\w+">/);
    const [, runtime = ""] = /from"([^"]+)"/.exec(page) ?? [];
    assertMatch(
      await (await fetch(server.url + runtime)).text(),
      /_frsh\/alive/,
    );
    const file = await fetch(`${server.url}/a.txt`);
    assertEquals(await file.text(), "a");
    assertMatch(file.headers.get("Cache-Control") ?? "", /no-store/);
    revisions.push(await revision(server.url));
    assertEquals(await revision(server.url), revisions.at(-1));
  }
  const [first = "", second = ""] = revisions;
  assertNotEquals(first, second);
});
