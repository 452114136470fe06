/**
 * Writes what the README and the docs show into `docs/screenshots/`.
 *
 * @module
 */
import { type CallPage, newCallPage } from "./call_page.ts";
import { launchChromium } from "./chromium.ts";
import { type Portrait, writePortrait } from "./portrait.ts";
import { APP_ROOT } from "./scratch.ts";
import { newPrivateLink } from "../../call/call_link.ts";
import { serveApp } from "./app_server.ts";

const FOLDER = `${APP_ROOT}/docs/screenshots`;
/** The same in every run, so that the pictures are. */
const LINK = await newPrivateLink("brave-otter", new Uint8Array(16).fill(7));
const ADDRESS = `/room/${LINK.room}#${LINK.fragment}`;

const NORA: Portrait = {
  wall: { red: 92, green: 110, blue: 104 },
  lamp: { red: 250, green: 214, blue: 160 },
  skin: { red: 222, green: 170, blue: 136 },
  hair: { red: 74, green: 44, blue: 30 },
  shirt: { red: 196, green: 84, blue: 58 },
};
const SAM: Portrait = {
  wall: { red: 74, green: 86, blue: 120 },
  lamp: { red: 214, green: 222, blue: 240 },
  skin: { red: 150, green: 104, blue: 78 },
  hair: { red: 28, green: 24, blue: 24 },
  shirt: { red: 60, green: 132, blue: 110 },
};

await Deno.mkdir(FOLDER, { recursive: true });
await using cleanup = new AsyncDisposableStack();
const app = cleanup.use(await serveApp());

async function person(portrait: Portrait): Promise<CallPage> {
  const { cameraPath } = cleanup.use(writePortrait(portrait));
  const chromium = cleanup.use(await launchChromium({ cameraPath }));
  return await newCallPage(await chromium.newContext(), app.origin);
}

async function take(page: CallPage, name: string): Promise<void> {
  // The next frame has what the last event changed.
  await page.page.evaluate(() =>
    new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(resolve))
    )
  );
  await page.page.screenshot({ path: `${FOLDER}/${name}.png` });
}

const nora = await person(NORA);
const sam = await person(SAM);
await nora.page.setViewport({ width: 1280, height: 800 });
await sam.page.setViewport({ width: 390, height: 844, isMobile: true });

await nora.visit("/");
await take(nora, "landing");
await nora.visit(`/room/${LINK.room}#${LINK.fragment.slice(0, -3)}`);
await nora.sees("heading", "A piece of this link is missing");
await take(nora, "wrong-link");
await nora.visit("/");
await nora.visit(ADDRESS);
await nora.sees("heading", "Ready to join?");
await nora.type("Your name", "Nora");
await take(nora, "lobby");
await nora.join();
await nora.waitForState("waiting");
await take(nora, "waiting");
await sam.visit(ADDRESS);
await sam.sees("heading", "Ready to join?");
await sam.type("Your name", "Sam");
await take(sam, "lobby-phone");
await sam.join();
await Promise.all([
  nora.waitForState("connected"),
  sam.waitForState("connected"),
]);
// The bitrate takes its time to grow to a sharp picture.
for (const { page } of [nora, sam]) {
  await page.waitForFunction(
    () => (document.querySelector("video")?.videoWidth ?? 0) >= 960,
    { timeout: 60_000 },
  );
}
await take(sam, "call-phone");
await nora.click("button", "Private link");
await nora.sees("button", "They match");
await take(nora, "compare");
await sam.click("button", "Private link");
await sam.sees("button", "They match");
await take(sam, "compare-phone");
await sam.click("button", "They match");
await sam.sees("button", "Verified");
await sam.click("button", "Close privacy");
await nora.openChat();
await nora.sendChat("Can you see the lamp now?");
await sam.openChat();
await sam.sendChat("Yes, much better");
await nora.seesInChat(/much better/);
await take(nora, "call");
await take(sam, "chat-phone");
await nora.leave();
await nora.waitForState("ended");
await take(nora, "ended");
