/**
 * Writes the pictures of `docs/screenshots/`: every state of the gallery, and
 * for the README a real call between two browsers.
 *
 * Arguments: names of states, or `real`; without any, all.
 *
 * @module
 */
import { newPrivateLink } from "../../call/link/call_link.ts";
import { NORA, type Portrait, SAM } from "../../gallery/portrait.ts";
import { serveApp } from "./harness/app_server.ts";
import { type CallPage, newCallPage } from "./harness/call_page.ts";
import { launchChromium } from "./harness/chromium.ts";
import { take, takeGallery, wear } from "./harness/gallery_pictures.ts";
import { writePortrait } from "./harness/portrait.ts";
import { APP_ROOT } from "./harness/scratch.ts";
import { until } from "./harness/until.ts";

const FOLDER = `${APP_ROOT}/docs/screenshots`;
/** The same in every run, so that the pictures are. */
const LINK = await newPrivateLink("brave-otter", new Uint8Array(16).fill(7));
const ADDRESS = `/room/${LINK.room}#${LINK.fragment}`;

/** Nora on a laptop and Sam on a phone: met, compared, and in the chat. */
async function takeRealCall(): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const app = cleanup.use(await serveApp());

  async function person(portrait: Portrait): Promise<CallPage> {
    const { cameraPath } = cleanup.use(writePortrait(portrait));
    const chromium = cleanup.use(await launchChromium({ cameraPath }));
    const page = await newCallPage(await chromium.newContext(), app.origin);
    await page.page.emulateTimezone("UTC");
    await wear(page.page, "light");
    return page;
  }

  const nora = await person(NORA);
  const sam = await person(SAM);
  await nora.page.setViewport({ width: 1280, height: 800 });
  await sam.page.setViewport({ width: 390, height: 844, isMobile: true });
  for (const [name, one] of [["Nora", nora], ["Sam", sam]] as const) {
    await one.visit(ADDRESS);
    await one.sees("heading", "Ready to join?");
    await one.type("Your name", name);
    await one.join();
  }
  for (const { page } of [nora, sam]) {
    // The bitrate takes its time to grow to a sharp picture.
    await until(
      page,
      "a sharp picture",
      () =>
        page.evaluate(() =>
          [...document.querySelectorAll("video")]
            .filter(({ ariaLabel }) => ariaLabel === "Remote video")
            .some(({ videoWidth, currentTime }) =>
              videoWidth >= 960 && currentTime >= 12
            )
        ),
      60_000,
    );
  }
  await take(nora.page, `${FOLDER}/real-call.webp`);
  await take(sam.page, `${FOLDER}/real-call-phone.webp`);
  for (const one of [nora, sam]) {
    await one.click("button", "Private link");
    await one.sees("button", "They match");
  }
  await take(nora.page, `${FOLDER}/real-compare.webp`);
  for (const one of [nora, sam]) {
    await one.click("button", "They match");
    await one.click("button", "Close privacy");
  }
  await nora.openChat();
  await nora.sendChat("Can you see the lamp now?");
  await sam.openChat();
  await sam.sendChat("Yes, much better");
  await nora.seesInChat(/much better/);
  await take(nora.page, `${FOLDER}/real-chat.webp`);
  await take(sam.page, `${FOLDER}/real-chat-phone.webp`);
}

await Deno.mkdir(FOLDER, { recursive: true });
const states = Deno.args.filter((name) => name !== "real");
if (Deno.args.length === 0 || states.length > 0) {
  await takeGallery(FOLDER, states);
}
if (Deno.args.length === 0 || Deno.args.includes("real")) await takeRealCall();
