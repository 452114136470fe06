/**
 * Pictures of every state of the gallery, at the sizes and in the colours that
 * matter for it.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import {
  type GalleryState,
  isStaged,
  STATES,
} from "../../../gallery/states.ts";
import { launchChromium } from "./chromium.ts";
import { serveDevelopment } from "./dev_server.ts";
import { APP_ROOT } from "./scratch.ts";
import { until } from "./until.ts";

/** Screens, in CSS pixels. */
const SIZES = {
  phone: [390, 844],
  sideways: [844, 390],
  narrow: [320, 568],
  tablet: [820, 1180],
  laptop: [1280, 800],
  large: [3840, 2160],
} as const;

const MOST = ["phone", "laptop"] as const;
const ALL = [
  "phone",
  "sideways",
  "narrow",
  "tablet",
  "laptop",
  "large",
] as const;

/** Waits until everything that will be on the page is there. */
async function settled(page: Page): Promise<void> {
  await page.waitForNetworkIdle({ idleTime: 250, concurrency: 1 });
  await until(
    page,
    "letters and pictures",
    () =>
      page.evaluate(() =>
        document.fonts.status === "loaded" &&
        [...document.querySelectorAll("video")].every((video) =>
          video.srcObject === null || video.readyState >= 2
        )
      ),
    30_000,
  );
}

/**
 * Takes a picture as a person sees it.
 *
 * @param options.rests Whether they only watch, so that the controls step back.
 */
export async function take(
  page: Page,
  path: string,
  { rests = false } = {},
): Promise<void> {
  if (rests) await until(page, "rest", () => page.$("[data-resting]"));
  else {
    await page.mouse.move(7, 9);
    await page.mouse.move(8, 9);
  }
  await page.evaluate(() =>
    new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(resolve))
    )
  );
  await page.screenshot({ path, type: "webp", quality: 82 });
}

/** Shows a page in light or dark, and without motion. */
export async function wear(
  page: Page,
  scheme: "light" | "dark",
): Promise<void> {
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    // What moves stands still, the same in every run.
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
}

async function takeState(
  page: Page,
  origin: string,
  state: GalleryState,
  folder: string,
): Promise<void> {
  const { name, path = `/gallery/${name}`, rests = false } = state;
  const staged = isStaged(state);
  await wear(page, "light");
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${origin}${path}`);
  if (state.made) {
    await until(page, name, () => page.$("[data-gallery-ready]"), 30_000);
  }
  await settled(page);
  for (const size of state.everySize ? ALL : MOST) {
    const [width, height] = SIZES[size];
    await page.setViewport({ width, height });
    await take(page, `${folder}/${name}-${size}.webp`, { rests });
    if (staged) continue;
    await wear(page, "dark");
    await take(page, `${folder}/${name}-${size}-dark.webp`);
    await wear(page, "light");
  }
}

/**
 * Takes the pictures.
 *
 * @param wanted Names of the states; all, if there is none.
 */
export async function takeGallery(
  folder: string,
  wanted: readonly string[],
): Promise<void> {
  await using server = await serveDevelopment(APP_ROOT);
  await using chromium = await launchChromium();
  const page = await (await chromium.newContext()).newPage();
  // Leaving a call asks; here nobody is left.
  page.on("dialog", (dialog) => void dialog.accept());
  await page.emulateTimezone("UTC");
  for (const state of STATES) {
    if (wanted.length > 0 && !wanted.includes(state.name)) continue;
    await takeState(page, server.origin, state, folder);
    console.log(state.name);
  }
}
