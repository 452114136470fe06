/**
 * The browsers of Debian, each on a machine of the lab.
 *
 * @module
 */
import puppeteer, { type Browser } from "puppeteer-core";
import {
  CHROMIUM_FLAGS,
  UNTHROTTLED_FLAGS,
} from "../../browser/harness/chromium_flags.ts";
import { HERE, scratchFolder } from "../../browser/harness/scratch.ts";
import { ORIGIN } from "./hub_server.ts";
import { HUB_ADDRESS, type Side } from "./lab.ts";
import { ORIGIN_V6 } from "./nat_lab.ts";
import { ProcessTransport } from "./process_transport.ts";

/**
 * Which browser a person uses. Asking Chromium is as a person has it:
 * permissions decide, and tabs in the background are slowed down.
 */
export type BrowserName = "chromium" | "asking-chromium" | "firefox";

/** A network with the two machines in it. */
export interface HasSides {
  inside(place: Side): [program: string, ...args: string[]];
}

/** A running browser; disposal ends it and removes its profile. */
export interface LabBrowser extends AsyncDisposable {
  browser: Browser;
}

const LAB_FLAGS = [
  ...CHROMIUM_FLAGS,
  "--use-fake-device-for-media-stream=fps=30",
  // Devices are for secure origins only, and the lab has no certificates.
  `--unsafely-treat-insecure-origin-as-secure=${ORIGIN},${ORIGIN_V6}`,
];

/** All is allowed, also to a page that was denied it, and nothing slowed down. */
const WILLING_FLAGS = [
  ...UNTHROTTLED_FLAGS,
  "--use-fake-ui-for-media-stream",
];

const FIREFOX_PREFERENCES: Record<string, string | number | boolean> = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  "media.autoplay.default": 0,
  "dom.securecontext.allowlist": HUB_ADDRESS,
  "datareporting.policy.dataSubmissionEnabled": false,
  "browser.shell.checkDefaultBrowser": false,
};

/** Starts a browser on one side's machine; Chromium also with more flags. */
export function launch(
  lab: HasSides,
  side: Side,
  name: BrowserName,
  flags: readonly string[] = [],
): Promise<LabBrowser> {
  switch (name) {
    case "chromium":
      return launchChromium(lab, side, [...WILLING_FLAGS, ...flags]);
    case "asking-chromium":
      return launchAskingChromium(lab, side, flags);
    case "firefox":
      return launchFirefox(lab, side);
  }
}

/** Camera and microphone are allowed at first. */
async function launchAskingChromium(
  lab: HasSides,
  side: Side,
  flags: readonly string[],
): Promise<LabBrowser> {
  const launched = await launchChromium(lab, side, flags);
  await setPermissions(launched.browser, "allowed");
  return launched;
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

/** Over a pipe: a DevTools port would be out of reach in another namespace. */
async function launchChromium(
  lab: HasSides,
  side: Side,
  flags: readonly string[],
): Promise<LabBrowser> {
  const folder = scratchFolder("chromium-");
  const script = `${folder.path}/chromium.sh`;
  const command = [...lab.inside(side), "chromium"].join(" ");
  await Deno.writeTextFile(script, `#!/bin/sh\nexec ${command} "$@"\n`);
  await Deno.chmod(script, 0o755);
  const browser = await puppeteer.launch({
    executablePath: script,
    args: [...LAB_FLAGS, ...flags],
    pipe: true,
    userDataDir: `${folder.path}/profile`,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return {
    browser,
    async [Symbol.asyncDispose]() {
      await browser.close();
      folder[Symbol.dispose]();
    },
  };
}

/** Firefox knows no pipe: a process on its machine passes everything on. */
async function launchFirefox(lab: HasSides, side: Side): Promise<LabBrowser> {
  const folder = scratchFolder("firefox-");
  const preferences = Object.entries(FIREFOX_PREFERENCES).map((entry) =>
    `user_pref(${entry.map((part) => JSON.stringify(part)).join(", ")});\n`
  );
  await Deno.writeTextFile(`${folder.path}/user.js`, preferences.join(""));
  const [program, ...args] = lab.inside(side);
  const relay = new Deno.Command(program, {
    args: [
      ...args,
      Deno.execPath(),
      "run",
      "--no-config",
      "--allow-net=127.0.0.1",
      "--allow-run=firefox-esr",
      `${HERE}../net/lab/firefox_relay.ts`,
      folder.path,
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const browser = await puppeteer.connect({
    transport: new ProcessTransport(relay),
    protocol: "webDriverBiDi",
  });
  return {
    browser,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await relay.status;
      folder[Symbol.dispose]();
    },
  };
}
