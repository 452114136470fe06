import { assert, assertEquals, assertGreater } from "@std/assert";
import type { Page } from "puppeteer-core";
import { OLDEST_BROWSERS } from "../../../browsers.ts";
import { makeOlder, taken } from "../harness/older_browser.ts";
import { tour } from "../harness/tour.ts";

/** One of each that was missing when it was asked for. */
const MISSED = {
  chrome: ["URL.parse", "Symbol.dispose", "Set.prototype.union"],
  firefox: [
    "AbortSignal.any",
    "Intl.Segmenter",
    "RTCIceCandidate.prototype.type",
    "RTCPeerConnectionIceErrorEvent",
    "MediaStreamTrack.prototype.getCapabilities",
  ],
  safari: [
    "AbortSignal.any",
    "Promise.withResolvers",
    "FileSystemFileHandle.prototype.createWritable",
    "HTMLMediaElement.prototype.setSinkId",
  ],
} as const;

// Edge lacks what Chrome of its version lacks.
const BROWSERS = ["chrome", "firefox", "safari"] as const;

/** One of them in each run; all with `OLDER_BROWSERS=all` (`deno task older`). */
function chosen(): readonly (typeof BROWSERS)[number][] {
  const wish = Deno.env.get("OLDER_BROWSERS");
  if (wish === "all") return BROWSERS;
  const one = BROWSERS.find((browser) => browser === wish) ??
    BROWSERS[Math.floor(Math.random() * BROWSERS.length)];
  console.log(`OLDER_BROWSERS=${one}`);
  return one === undefined ? BROWSERS : [one];
}

for (const browser of chosen()) {
  const version = OLDEST_BROWSERS[browser];
  Deno.test(`every state is reached without what ${browser} ${version} lacks`, async () => {
    const errors: string[] = [];
    const prepare = async (page: Page) => {
      page.on("pageerror", (error) => errors.push(String(error)));
      await makeOlder(page, browser, version);
    };
    let gone: string[] = [];
    let stops = 0;
    for await (const { state, page } of tour({ prepare })) {
      stops++;
      if (state === "lobby of a named room") gone = await taken(page);
      assertEquals(errors, [], state);
    }
    assert(stops > 25);
    assertGreater(gone.length, 100);
    console.log(`${browser} ${version}: ${gone.length} were taken away`);
    for (const name of MISSED[browser]) assert(gone.includes(name), name);
  });
}
