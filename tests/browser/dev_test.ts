import { assertEquals, assertStringIncludes } from "@std/assert";
import { STATES } from "../../gallery/states.ts";
import { newCallPage } from "./harness/call_page.ts";
import { launchChromium } from "./harness/chromium.ts";
import { serveDevelopment } from "./harness/dev_server.ts";
import { APP_ROOT, scratchFolder } from "./harness/scratch.ts";
import { until } from "./harness/until.ts";

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
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(scratchFolder("dev-"));
  copyFolder(APP_ROOT, folder.path);
  const { origin } = cleanup.use(await serveDevelopment(folder.path));
  const stack = cleanup.move();
  return {
    root: folder.path,
    origin,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
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

Deno.test("deno task dev shows every state of the app at /gallery", async () => {
  await using server = await serveDevelopment(APP_ROOT);
  await using chromium = await launchChromium();
  const { page } = await newCallPage(
    await chromium.newContext(),
    server.origin,
  );
  const list = await (await fetch(`${server.origin}/gallery`)).text();
  for (const { name, path = `/gallery/${name}` } of STATES) {
    assertStringIncludes(list, `href="${path}"`);
  }
  await page.goto(`${server.origin}/gallery/chat`);
  await until(page, "a call with a chat", () => page.$("[role=log] li"));
});
