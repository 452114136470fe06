import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { CallPage } from "../harness/call_page.ts";
import { connect, setStage } from "../harness/stage.ts";

interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** A phone of this size, with a notch and a bar that leave this free. */
async function hold(
  { page }: CallPage,
  [width, height]: readonly [number, number],
  insets: Insets,
): Promise<void> {
  await page.setViewport({ width, height, isMobile: true, hasTouch: true });
  const cdp = await page.createCDPSession();
  await cdp.send("Emulation.setSafeAreaInsetsOverride", { insets });
}

/** Waits until what glides has arrived. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) =>
      Number.isFinite(Number(effect?.getComputedTiming().endTime))
    );
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

/** What is seen or pressed, and lies below the notch or the bar. */
async function covered(
  { page }: CallPage,
  insets: Insets,
): Promise<string[]> {
  await settled(page);
  return await page.evaluate(({ top, right, bottom, left }) => {
    const faults: string[] = [];
    const parts = document.querySelectorAll(
      "button, input, textarea, h2, video[aria-label='Your video']",
    );
    for (const part of parts) {
      const box = part.getBoundingClientRect();
      if (box.width === 0 || part.closest("[inert]")) continue;
      if (
        box.top < top - 1 || box.left < left - 1 ||
        box.bottom > innerHeight - bottom + 1 ||
        box.right > innerWidth - right + 1
      ) faults.push(part.getAttribute("aria-label") ?? part.textContent ?? "");
    }
    return faults;
  }, insets);
}

const UPRIGHT: Insets = { top: 47, right: 0, bottom: 34, left: 0 };
const SIDEWAYS: Insets = { top: 0, right: 47, bottom: 21, left: 47 };

Deno.test("nothing in a call lies below a phone's notch, however it is turned", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  for (
    const [size, insets] of [
      [[390, 844], UPRIGHT],
      [[844, 390], SIDEWAYS],
    ] as const
  ) {
    await hold(anna, size, insets);
    using handle = await anna.sees("button", "Move your picture");
    for (const key of ["ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp"]) {
      await handle.focus();
      await anna.page.keyboard.press(key as "ArrowUp");
      assertEquals(await covered(anna, insets), [], `${size} after ${key}`);
    }
    await anna.clickControl("More");
    await anna.sees("menu", "More");
    assertEquals(await covered(anna, insets), [], `${size} with the menu`);
    await anna.page.keyboard.press("Escape");
    await anna.openChat();
    assertEquals(await covered(anna, insets), [], `${size} with the chat`);
    await anna.click("button", "Close chat");
  }
});

Deno.test("with a keyboard open, one still sees what one writes", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await hold(anna, [390, 844], UPRIGHT);
  await anna.openChat();
  await anna.sendChat("before");
  // The page asks for this: interactive-widget=resizes-content.
  await hold(anna, [390, 420], { ...UPRIGHT, bottom: 0 });
  assertEquals(await covered(anna, { ...UPRIGHT, bottom: 0 }), []);
  await anna.sees("textbox", "Message");
  await anna.sendChat("after");
  await bert.seesInChat(/after/);
});

Deno.test("two pictures beside a shared screen keep out of each other's way", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await bert.clickControl("Share screen");
  await anna.page.waitForSelector('video[aria-label="Remote screen"]');
  using handle = await anna.sees("button", "Move your picture");
  for (const [width, height] of [[1280, 720], [390, 844]] as const) {
    await anna.page.setViewport({ width, height });
    for (const key of ["ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp"]) {
      await handle.focus();
      await anna.page.keyboard.press(key as "ArrowUp");
      await settled(anna.page);
      const overlap = await anna.page.evaluate(() => {
        const box = (name: string) =>
          document.querySelector(`video[aria-label="${name}"]`)!
            .getBoundingClientRect();
        const own = box("Your video"), their = box("Remote video");
        return own.left < their.right && their.left < own.right &&
          own.top < their.bottom && their.top < own.bottom;
      });
      assertEquals(overlap, false, `${width} × ${height} after ${key}`);
    }
  }
});
