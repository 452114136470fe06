import { assertEquals } from "@std/assert";
import { newCallPage } from "./call_page.ts";
import { launchChromium } from "./chromium.ts";
import { APP_ROOT, scratchFolder } from "./scratch.ts";
import { until } from "./until.ts";

/** What the app is made of; tests, docs and builds stay behind. */
const LEFT_BEHIND =
  /^(\.git|\.ci|_fresh|bench|docs|node_modules|tests|README\.md)$/;

function copyFolder(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (LEFT_BEHIND.test(name)) continue;
    if (isDirectory) copyFolder(`${from}/${name}`, `${to}/${name}`);
    else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}

/** A copy of the app that a test may change, with its dev server running. */
async function developApp() {
  const folder = scratchFolder("dev-");
  copyFolder(APP_ROOT, folder.path);
  const port = freePort();
  const process = new Deno.Command(Deno.execPath(), {
    args: ["task", "dev"],
    cwd: folder.path,
    env: { PORT: String(port), NO_COLOR: "1" },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let output = "";
  const ready = Promise.withResolvers<void>();
  const drained = process.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(text) {
        output += text;
        if (output.includes(`:${port}`)) ready.resolve();
      },
    }),
  );
  await ready.promise;
  return {
    root: folder.path,
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await process.status;
      await drained;
      folder[Symbol.dispose]();
    },
  };
}

/** A port that nobody listens on now. */
function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}

Deno.test("deno task dev rebuilds and reloads the page on a change", async () => {
  await using app = await developApp();
  await using chromium = await launchChromium();
  const { page } = await newCallPage(await chromium.newContext(), app.origin);
  await page.goto(`${app.origin}/`);
  const look = () =>
    page.$eval("h1", (h1) => [h1.textContent, getComputedStyle(h1).fontSize]);
  assertEquals((await look())[0], "A call for two.");

  const path = `${app.root}/routes/index.tsx`;
  const source = await Deno.readTextFile(path);
  await Deno.writeTextFile(
    path,
    source
      .replace("A call for two.", "Changed.")
      // A class that no page had before: the stylesheet is made anew too.
      .replace("poster-headline", "text-9xl"),
  );
  await until(
    page,
    "the changed page",
    async () =>
      JSON.stringify(await look().catch(() => null)) ===
        JSON.stringify(["Changed.", "128px"]),
  );
});
