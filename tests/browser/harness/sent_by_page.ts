/**
 * Everything that a page sends, as the browser itself reports it: addresses,
 * headers, bodies and what goes over sockets.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** What has been sent so far; grows. */
export interface SentByPage {
  readonly texts: readonly string[];
  /** The addresses of all WebSockets that were opened. */
  readonly sockets: readonly string[];
}

/** Keeps what a page sends from now on. */
export async function recordSent(page: Page): Promise<SentByPage> {
  const texts: string[] = [];
  const sockets: string[] = [];
  const session = await page.createCDPSession();
  session.on("Network.requestWillBeSent", ({ request }) => {
    // The fragment is told apart, as it is not sent.
    texts.push(request.url, JSON.stringify(request.headers));
    if (request.postData !== undefined) texts.push(request.postData);
  });
  session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => {
    texts.push(JSON.stringify(headers));
  });
  session.on("Network.webSocketCreated", ({ url }) => {
    sockets.push(url);
    texts.push(url);
  });
  session.on("Network.webSocketWillSendHandshakeRequest", ({ request }) => {
    texts.push(JSON.stringify(request.headers));
  });
  session.on("Network.webSocketFrameSent", ({ response }) => {
    texts.push(response.payloadData);
  });
  await session.send("Network.enable");
  return { texts, sockets };
}
