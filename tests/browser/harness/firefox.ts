/**
 * Debian's Firefox, with a fake camera and a fake microphone, for what must look
 * the same in two browsers.
 *
 * @module
 */
import puppeteer from "puppeteer-core";
import type { Chromium } from "./chromium.ts";
import { scratchFolder } from "./scratch.ts";

/** Starts a browser process; `firefox-esr` must be installed. */
export async function launchFirefox(): Promise<
  Pick<Chromium, "newContext"> & AsyncDisposable
> {
  const profile = scratchFolder("firefox-");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    headless: true,
    userDataDir: profile.path,
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.peerconnection.ice.loopback": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
      "media.autoplay.default": 0,
    },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return {
    newContext: () => browser.createBrowserContext(),
    async [Symbol.asyncDispose]() {
      await browser.close();
      profile[Symbol.dispose]();
    },
  };
}
