import { assertEquals } from "@std/assert";
import { type Platform, platformOf } from "../../../call/media/platform.ts";

/** User agents as browsers send them. */
const AGENTS: readonly (readonly [Platform, touchPoints: number, string])[] = [
  [
    { browser: "chrome", system: "windows" },
    0,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  ],
  [
    { browser: "edge", system: "windows" },
    10,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
  ],
  [
    { browser: "firefox", system: "linux" },
    0,
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  ],
  [
    { browser: "safari", system: "macos" },
    0,
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  ],
  [
    { browser: "safari", system: "ios" },
    5,
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  ],
  [
    { browser: "chrome", system: "ios" },
    5,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.0.0 Mobile/15E148 Safari/604.1",
  ],
  [
    { browser: "chrome", system: "android" },
    5,
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
  ],
  [
    { browser: "samsung", system: "android" },
    5,
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
  ],
  [
    { browser: "chrome", system: "chromeos" },
    0,
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  ],
  [{ browser: "other", system: "other" }, 0, "Something/1.0"],
];

Deno.test("platformOf() tells browsers and systems apart, whatever else they claim to be", () => {
  for (const [expected, touchPoints, agent] of AGENTS) {
    assertEquals(platformOf(agent, touchPoints), expected, agent);
  }
});
