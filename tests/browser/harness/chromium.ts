/**
 * One browser process, as a person's machine would run it, with a fake camera
 * and a fake microphone.
 *
 * @module
 */
import puppeteer, { type Browser, type BrowserContext } from "puppeteer-core";
import { chromiumBinary } from "./chromium_binary.ts";
import { CHROMIUM_FLAGS, UNTHROTTLED_FLAGS } from "./chromium_flags.ts";
import { scratchFolder } from "./scratch.ts";

/** What differs from one person's machine to the next. */
export interface ChromiumOptions {
  /** A y4m file as the picture; default: Chromium's own test picture. */
  cameraPath?: string;
  /** A wav file as the sound; default: Chromium's own beeps. */
  microphonePath?: string;
  /** What the person answers to the permission prompt. @default "allow" */
  prompt?: "allow" | "deny";
  /**
   * How many fake cameras there are; 0: no microphone either. From three on,
   * the second measures depth, which no encoder takes. @default 1
   */
  cameras?: number;
  /** What the person picks when asked what to share; it has a sound of its own. @default "monitor" */
  shares?: "monitor" | "browser";
  /** Listens for other tools that drive browsers, at `browser.wsEndpoint()`. */
  debuggingPort?: boolean;
  /** A host name that leads to 127.0.0.1. */
  hostName?: string;
}

/** A running browser; disposal ends it and removes its profile. */
export interface Chromium extends AsyncDisposable {
  browser: Browser;
  /** A context with cookies, storage and cache of its own. */
  newContext(): Promise<BrowserContext>;
}

/** Starts a browser process. */
export async function launchChromium(
  options: ChromiumOptions = {},
): Promise<Chromium> {
  const binary = await chromiumBinary();
  const profile = scratchFolder("profile-");
  const browser = await puppeteer.launch({
    executablePath: binary.executablePath,
    args: [...CHROMIUM_FLAGS, ...UNTHROTTLED_FLAGS, ...mediaFlags(options)],
    headless: "shell",
    pipe: !options.debuggingPort,
    userDataDir: profile.path,
    env: { ...Deno.env.toObject(), FONTCONFIG_FILE: binary.fontsConfigPath },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    acceptInsecureCerts: false,
  });
  return {
    browser,
    newContext: () => browser.createBrowserContext(),
    async [Symbol.asyncDispose]() {
      await browser.close();
      profile[Symbol.dispose]();
    },
  };
}

function mediaFlags(options: ChromiumOptions): string[] {
  const { prompt = "allow", cameras = 1, shares = "monitor" } = options;
  const flags = [
    `--use-fake-ui-for-media-stream${prompt === "deny" ? "=deny" : ""}`,
    `--use-fake-device-for-media-stream=device-count=${cameras},display-media-type=${shares}`,
  ];
  if (options.cameraPath) {
    flags.push(`--use-file-for-fake-video-capture=${options.cameraPath}`);
  }
  if (options.microphonePath) {
    flags.push(`--use-file-for-fake-audio-capture=${options.microphonePath}`);
  }
  if (options.hostName) {
    flags.push(`--host-resolver-rules=MAP ${options.hostName} 127.0.0.1`);
  }
  return flags;
}
