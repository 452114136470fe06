import { assert, assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { listenTo } from "../harness/evidence.ts";
import { ANNA, BERT, connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { seesColour, seesFrames } from "../harness/witness.ts";

const SCREEN = 'video[aria-label="Remote screen"]';

/** Keeps what the page captures of screens, for {@linkcode stopOutside}. */
async function watchShares(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = async (options) => {
      const stream = await ask(options);
      Object.assign(globalThis, { duetShare: stream });
      return stream;
    };
  });
}

/** As the browser's own bar does: captures end, and the page hears of it. */
async function stopOutside(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stream: unknown = Reflect.get(globalThis, "duetShare");
    if (!(stream instanceof MediaStream)) throw new Error("Nothing is shared");
    for (const track of stream.getTracks()) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  });
}

/** Waits until something can be heard from a video. */
async function hears(page: Page, name: string): Promise<void> {
  await until(
    page,
    `a sound from ${name}`,
    async () => (await listenTo(page, name, 1_200)).decibels > -60,
  );
}

Deno.test("Share screen shows the screen beside the camera, until it is stopped", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);

  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN);
  await seesFrames(anna.page, "Remote screen", 5);
  await seesColour(anna.page, "Remote video", BERT.colour);
  assertEquals(await bert.pressed("Share screen"), "true");

  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN, { hidden: true });
  assertEquals(await bert.pressed("Share screen"), "false");
  await seesFrames(anna.page, "Remote video", 5);
});

Deno.test("Share screen lets the other side hear a tab, though the microphone is off", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person({ shares: "browser" });
  await connect(anna, bert);
  await bert.clickControl("Microphone");
  await anna.page.waitForSelector("[data-remote-muted]");
  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN);
  await hears(anna.page, "Remote screen");
  const voice = await listenTo(anna.page, "Remote video", 1_200);
  assert(voice.decibels < -60, `the voice is silent: ${voice.decibels} dB`);
});

Deno.test("Share screen keeps the sound of a whole screen back where it would bring their own voice back to them, and says so", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  // Chromium leaves the page out of no fake screen's sound.
  const bert = await stage.person({ shares: "monitor" });
  await connect(anna, bert);
  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN);
  await seesFrames(anna.page, "Remote screen", 5);
  await bert.says(/They see your screen without its sound/);
  const sound = await listenTo(anna.page, "Remote screen", 1_200);
  assert(sound.decibels < -60, `nothing is heard: ${sound.decibels} dB`);
  await bert.click("button", "Dismiss");
  await bert.saysNoMore(/without its sound/);
  assertEquals(await bert.pressed("Share screen"), "true");
});

Deno.test("Share something else takes over on both sides without a stop", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person({ shares: "browser" });
  await watchShares(bert.page);
  await connect(anna, bert);
  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN);
  const shared = () =>
    bert.page.evaluate(() => {
      const stream: unknown = Reflect.get(globalThis, "duetShare");
      return stream instanceof MediaStream ? stream.id : "";
    });
  const before = await shared();
  await bert.clickControl("More");
  await bert.click("menuitem", "Share something else");
  await until(
    bert.page,
    "another share",
    async () => await shared() !== before,
  );
  await seesFrames(anna.page, "Remote screen", 10);
  await hears(anna.page, "Remote screen");
  assertEquals(await bert.pressed("Share screen"), "true");
});

Deno.test("a screen that the system keeps back is said, and nothing is shared", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await bert.page.evaluateOnNewDocument(() => {
    navigator.mediaDevices.getDisplayMedia = () =>
      Promise.reject(
        new DOMException("Permission denied by system", "NotAllowedError"),
      );
  });
  await connect(anna, bert);
  await bert.clickControl("Share screen");
  await bert.says(/keeps the browser from recording the screen/);
  assertEquals(await bert.pressed("Share screen"), "false");
  assertEquals(await anna.page.$(SCREEN), null);
});

Deno.test("a share that the browser's own bar stops ends on both sides", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person({ shares: "browser" });
  await watchShares(bert.page);
  await connect(anna, bert);
  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN);
  await stopOutside(bert.page);
  await anna.page.waitForSelector(SCREEN, { hidden: true });
  assertEquals(await bert.pressed("Share screen"), "false");
  await seesFrames(anna.page, "Remote video", 5);
});
