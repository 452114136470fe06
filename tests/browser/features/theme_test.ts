import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { DARK, LIGHT } from "../../../look/colours.ts";
import { serveApp } from "../harness/app_server.ts";
import { newCallPage } from "../harness/call_page.ts";
import { launchChromium } from "../harness/chromium.ts";
import { newRoom } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

async function prefer(page: Page, scheme: "light" | "dark"): Promise<void> {
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
  ]);
}

/** The page's ground, as `#rrggbb`. */
function ground(page: Page): Promise<string> {
  return page.evaluate(() => {
    const channels = getComputedStyle(document.body).backgroundColor
      .match(/\d+/g) ?? [];
    return "#" +
      channels.map((channel) => Number(channel).toString(16).padStart(2, "0"))
        .join("");
  });
}

/** What the browser paints around the page. */
function around(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const metas = document.querySelectorAll<HTMLMetaElement>(
      '[name="theme-color"]',
    );
    const fits = [...metas].find(({ media }) => matchMedia(media).matches);
    return fits?.content ?? null;
  });
}

async function choose(page: Page, name: string): Promise<void> {
  const radio = await until(
    page,
    name,
    () => page.$(`input[type="radio"][aria-label="${name}"]`),
  );
  await radio.evaluate((radio) => radio.closest("label")?.click());
}

Deno.test("the page follows the system until one theme is chosen, and then stays with it", async () => {
  await using app = await serveApp();
  await using chromium = await launchChromium();
  const one = await newCallPage(await chromium.newContext(), app.origin);
  const { page } = one;

  await prefer(page, "light");
  await one.visit("/");
  assertEquals(await ground(page), LIGHT.paper);
  await prefer(page, "dark");
  assertEquals(await ground(page), DARK.paper);
  assertEquals(await around(page), DARK.paper);

  await choose(page, "Light");
  assertEquals(await ground(page), LIGHT.paper);
  assertEquals(await around(page), LIGHT.paper);

  // In the lobby too, and before any script has run.
  await page.setJavaScriptEnabled(false);
  await one.visit(`/room/${newRoom()}`);
  assertEquals(await ground(page), LIGHT.paper);
  assertEquals(await around(page), LIGHT.paper);
  await page.setJavaScriptEnabled(true);

  await one.openLobby(newRoom());
  await choose(page, "As your system");
  assertEquals(await ground(page), DARK.paper);
  await page.reload();
  assertEquals(await ground(page), DARK.paper);
});

Deno.test("the stage of a call is dark in a light page", async () => {
  await using app = await serveApp();
  await using chromium = await launchChromium();
  const one = await newCallPage(await chromium.newContext(), app.origin);
  await prefer(one.page, "light");
  await one.enter(newRoom());
  await one.waitForState("waiting");
  const paper = await one.page.$eval(
    "main",
    (main) => getComputedStyle(main).getPropertyValue("--paper"),
  );
  assertEquals(paper, DARK.paper);
  assertNotEquals(await ground(one.page), DARK.paper);
});

Deno.test("the gallery is in no build", async () => {
  await using app = await serveApp();
  for (const path of ["/gallery", "/gallery/call"]) {
    const response = await fetch(`${app.origin}${path}`);
    await response.body?.cancel();
    assertEquals(response.status, 404, path);
  }
  const files = filesBelow(
    new URL("../../../_fresh/static/", import.meta.url),
  );
  assert(files.some((path) => path.endsWith(".js")), "the build was read");
  assertEquals(files.filter((path) => /gallery/i.test(path)), []);
});

function filesBelow(folder: URL): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(new URL(`${name}/`, folder)) : [`${folder}${name}`]
  );
}
