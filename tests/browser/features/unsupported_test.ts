import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { problemsOf } from "../harness/page_problems.ts";
import { newRoom, setStage } from "../harness/stage.ts";

/** What some browsers, pages and extensions leave of it. */
const HANDICAPS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  "an extension has set RTCPeerConnection to undefined": (page) =>
    page.evaluateOnNewDocument(() => {
      Reflect.set(globalThis, "RTCPeerConnection", undefined);
    }),
  "RTCPeerConnection is missing": (page) =>
    page.evaluateOnNewDocument(() => {
      Reflect.deleteProperty(globalThis, "RTCPeerConnection");
    }),
  "navigator.mediaDevices is undefined": (page) =>
    page.evaluateOnNewDocument(() => {
      Object.defineProperty(Navigator.prototype, "mediaDevices", {
        value: undefined,
      });
    }),
  "navigator.mediaDevices is missing": (page) =>
    page.evaluateOnNewDocument(() => {
      Reflect.deleteProperty(Navigator.prototype, "mediaDevices");
    }),
};

Deno.test("a browser that cannot make calls gets its page in words, whatever is left of the names", async (t) => {
  await using stage = await setStage();
  for (const [what, handicap] of Object.entries(HANDICAPS)) {
    await t.step(what, async () => {
      const guest = await stage.person({});
      await handicap(guest.page);
      await guest.visit("/");
      await guest.click("button", "Start a call");
      await guest.sees("heading", "This browser cannot make calls");
      await guest.visit(`/room/${newRoom()}`);
      await guest.sees("heading", "This browser cannot make calls");
      await guest.visit("/check");
      await guest.says(/Check again/);
      await guest.says(/no WebRTC, or it is switched off/);
      assertEquals(problemsOf(guest.page), []);
      await guest.page.close();
    });
  }
});
