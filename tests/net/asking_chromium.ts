/**
 * Debian's Chromium as a person has it: permissions decide, and tabs in the
 * background are slowed down. The fake prompt of the other tests allows
 * everything, also to a page that was denied it.
 *
 * @module
 */
import { assert } from "@std/assert";
import puppeteer, { type Browser } from "puppeteer-core";
import { newCallPage } from "../browser/call_page.ts";
import { scratchFolder } from "../browser/scratch.ts";
import { connect } from "../browser/stage.ts";
import { type LabBrowser, launch } from "./browsers.ts";
import { ORIGIN, serveOnHub } from "./hub_server.ts";
import { keepRecord } from "./keep_record.ts";
import { type Lab, openLab, type Side } from "./lab.ts";
import { mediaBack, type NetStage } from "./stage.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--use-fake-device-for-media-stream=fps=30",
  "--autoplay-policy=no-user-gesture-required",
  `--unsafely-treat-insecure-origin-as-secure=${ORIGIN}`,
];

/** Two people who see and hear each other; the one on side a has this browser. */
export async function setAskingStage(): Promise<NetStage> {
  await using cleanup = new AsyncDisposableStack();
  const lab = cleanup.use(await openLab());
  const server = cleanup.use(await serveOnHub(lab));
  const browsers = [
    cleanup.use(await launchAskingChromium(lab, "a")),
    cleanup.use(await launch(lab, "b", "chromium")),
  ];
  const [a, b] = await Promise.all(browsers.map(async ({ browser }) => {
    const page = await newCallPage(browser.defaultBrowserContext(), ORIGIN);
    await keepRecord(page.page);
    return page;
  }));
  assert(a && b);
  await connect(a, b);
  const stack = cleanup.move();
  const stage: NetStage = {
    lab,
    server,
    people: { a, b },
    pages: [a, b],
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  await mediaBack(stage, Date.now());
  return stage;
}

/** Starts it on one side's machine; camera and microphone are allowed at first. */
async function launchAskingChromium(
  lab: Lab,
  side: Side,
): Promise<LabBrowser> {
  const folder = scratchFolder("asking-chromium-");
  const script = `${folder.path}/chromium.sh`;
  const command = [...lab.inside(side), "chromium"].join(" ");
  await Deno.writeTextFile(script, `#!/bin/sh\nexec ${command} "$@"\n`);
  await Deno.chmod(script, 0o755);
  const browser = await puppeteer.launch({
    executablePath: script,
    args: FLAGS,
    pipe: true,
    userDataDir: `${folder.path}/profile`,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  await setPermissions(browser, "allowed");
  return {
    browser,
    async [Symbol.asyncDispose]() {
      await browser.close();
      folder[Symbol.dispose]();
    },
  };
}

/** What the person sets beside the address bar, for camera and microphone. */
export async function setPermissions(
  browser: Browser,
  setting: "allowed" | "denied",
): Promise<void> {
  // What is not listed is denied; what was captured with it ends.
  await browser.defaultBrowserContext().overridePermissions(
    ORIGIN,
    setting === "allowed" ? ["camera", "microphone"] : [],
  );
}
