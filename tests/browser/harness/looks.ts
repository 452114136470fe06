/**
 * The ways in which people look at a page: their screen, and their settings.
 *
 * @module
 */
import type { CDPSession, Page } from "puppeteer-core";

/** One way. */
export interface Look {
  name: string;
  width: number;
  height: number;
  /** A finger instead of a mouse. */
  touch?: boolean;
  dark?: boolean;
  forcedColours?: boolean;
  /** What a notch and the like take of each side, in CSS pixels. */
  insets?: { left: number; right: number; bottom: number };
  /** The text size that the person has chosen, as a factor. @default 1 */
  textSize?: number;
  /** The most space between letters, words and lines that WCAG 1.4.12 asks for. */
  spacedText?: boolean;
}

const PHONE = { width: 390, height: 844, touch: true };

/** What axe judges. */
export const JUDGED_LOOKS: readonly Look[] = [
  { name: "desktop, light", width: 1280, height: 800 },
  { name: "desktop, dark", width: 1280, height: 800, dark: true },
  { name: "phone, dark", ...PHONE, dark: true },
  { name: "forced colours", width: 1280, height: 800, forcedColours: true },
];

/** In which nothing may be lost, covered or out of reach. */
export const FITTED_LOOKS: readonly Look[] = [
  { name: "desktop", width: 1280, height: 800 },
  { name: "phone", ...PHONE },
  { name: "phone sideways", width: 844, height: 390, touch: true },
  {
    name: "phone with a notch, sideways",
    ...{ width: 844, height: 390, touch: true },
    insets: { left: 47, right: 47, bottom: 21 },
  },
  { name: "small phone", width: 320, height: 568, touch: true },
  // WCAG 1.4.10: 1280 × 1024 at 400 %.
  { name: "400 % zoom", width: 320, height: 256 },
  { name: "200 % text", width: 1280, height: 800, textSize: 2 },
  { name: "spaced text", ...PHONE, spacedText: true },
];

/** A name that is one word, as wide as any may be. */
export const LONG_NAME = "W".repeat(40);

/** Every width that is held, with letters of either size. */
export const MATRIX_LOOKS: readonly Look[] = [1, 2].flatMap((textSize) =>
  ([
    [320, 568],
    [360, 640],
    [390, 844],
    [768, 1024],
    [1440, 900],
  ] as const).map(([width, height]) => ({
    name: `${width} px, ${textSize * 100} % text`,
    ...{ width, height, textSize, touch: width < 1000 },
  }))
);

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Lets a page be seen in that way, without loading it anew. Firefox knows size and letters only. */
export async function wear(page: Page, look: Look): Promise<void> {
  const { width, height } = look;
  if (isFirefox(page)) {
    await page.setViewport({ width, height });
  } else await emulate(page, look);
  await page.evaluate(({ textSize = 1, spacedText = false }) => {
    const sheet = new CSSStyleSheet();
    if (textSize !== 1) {
      sheet.insertRule(`html { font-size: ${textSize * 100}% !important; }`);
    }
    if (spacedText) {
      sheet.insertRule(`* {
        line-height: 1.5 !important;
        letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important;
      }`);
      sheet.insertRule(`p { margin-bottom: 2em !important; }`);
    }
    document.adoptedStyleSheets = [sheet];
    // Two frames, for what measures itself.
    return new Promise<void>((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
    );
  }, look);
}

/** Whether it is Firefox's: that one is driven by WebDriver BiDi. */
export function isFirefox(page: Page): boolean {
  return page.browser().wsEndpoint().includes("/session");
}

async function emulate(page: Page, look: Look): Promise<void> {
  let session = sessions.get(page);
  if (session === undefined) {
    session = page.createCDPSession();
    sessions.set(page, session);
  }
  const debug = await session;
  const { width, height, touch = false } = look;
  await debug.send("Emulation.setDeviceMetricsOverride", {
    ...{ width, height, mobile: touch, deviceScaleFactor: 1 },
  });
  await debug.send("Emulation.setTouchEmulationEnabled", { enabled: touch });
  await debug.send("Emulation.setSafeAreaInsetsOverride", {
    insets: { top: 0, left: 0, right: 0, bottom: 0, ...look.insets },
  });
  await debug.send("Emulation.setEmulatedMedia", {
    features: [
      { name: "prefers-color-scheme", value: look.dark ? "dark" : "light" },
      {
        name: "forced-colors",
        value: look.forcedColours ? "active" : "none",
      },
      // Nothing is judged half-way through a transition.
      { name: "prefers-reduced-motion", value: "reduce" },
    ],
  });
}
