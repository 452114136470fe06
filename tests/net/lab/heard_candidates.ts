/**
 * What one page has told the other of its addresses. On the wire it is sealed;
 * so it is read where the other page hands it to its browser.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

declare global {
  /** Descriptions and candidates of the other page, as JSON, in order. */
  var duetHeard: string[];
}

/** Has every document of the page keep what it hears, from its start. */
export async function keepHeard(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const heard: string[] = [];
    globalThis.duetHeard = heard;
    const { prototype } = RTCPeerConnection;
    for (const name of ["setRemoteDescription", "addIceCandidate"] as const) {
      prototype[name] = new Proxy(prototype[name], {
        apply(method, connection, args) {
          heard.push(JSON.stringify(args));
          return Reflect.apply(method, connection, args);
        },
      });
    }
  });
}

/** What the page has heard so far. */
export function heardBy(page: Page): Promise<string[]> {
  return page.evaluate(() => duetHeard);
}
