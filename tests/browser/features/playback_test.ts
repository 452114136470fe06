import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { BERT, connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone, seesFrames } from "../harness/witness.ts";

const REMOTE = "Remote video";

/** Whether the other person's sound is off in this page. */
function isSilent({ page }: CallPage): Promise<boolean> {
  return page.evaluate(() =>
    document.querySelector<HTMLVideoElement>(
      'video[aria-label="Remote video"]',
    )!.muted
  );
}

// Looking into a page counts as a gesture, so the rule is the test's own.
Deno.test("where play() with sound is refused until a tap, as by iOS, the page shows them and asks for one", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.page.evaluateOnNewDocument(() => {
    const { play } = HTMLMediaElement.prototype;
    let tapped = false;
    addEventListener("pointerdown", () => tapped = true, true);
    HTMLMediaElement.prototype.play = function () {
      return this.muted || tapped
        ? play.call(this)
        : Promise.reject(new DOMException("Tap first", "NotAllowedError"));
    };
  });
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  assertEquals(await isSilent(anna), false);
  await anna.page.reload({ waitUntil: "domcontentloaded" });
  await anna.waitForState("connected");
  await anna.sees("button", "Tap to hear them");
  await seesFrames(anna.page, REMOTE, 5);
  assertEquals(await isSilent(anna), true);

  await anna.click("button", "Tap to hear them");
  await anna.saysNoMore(/Tap to hear them/);
  assertEquals(await isSilent(anna), false);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
});

Deno.test("a picture that something has paused goes on", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await seesFrames(anna.page, REMOTE, 5);
  await anna.page.evaluate(() =>
    document.querySelector<HTMLVideoElement>(
      'video[aria-label="Remote video"]',
    )!.pause()
  );
  await seesFrames(anna.page, REMOTE, 5);
});

Deno.test("a double click lets their picture fill the page, and shows it whole again", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = await connect(anna, bert);
  await anna.page.setViewport({ width: 700, height: 700 });
  const fits = (how: string) =>
    until(
      anna.page,
      `a picture that fits by ${how}`,
      () =>
        anna.page.evaluate((how) =>
          getComputedStyle(
            document.querySelector('video[aria-label="Remote video"]')!,
          ).objectFit === how, how),
    );
  await fits("contain");
  await anna.page.mouse.click(200, 300, { count: 2 });
  await fits("cover");
  await anna.leave();
  await anna.enter(room);
  await anna.waitForState("connected");
  await fits("cover");
  await anna.clickControl("More");
  await anna.click("menuitemcheckbox", "Fill the screen with their picture");
  await fits("contain");
});

Deno.test("F takes the whole screen, and gives it back when the call is left", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  const full = (expected: boolean) =>
    until(
      anna.page,
      `full screen to be ${expected}`,
      () =>
        anna.page.evaluate(
          (expected) => (document.fullscreenElement !== null) === expected,
          expected,
        ),
    );
  await anna.page.keyboard.press("f");
  await full(true);
  await anna.clickControl("More");
  await anna.click("menuitemcheckbox", "Full screen");
  await full(false);
  await anna.page.keyboard.press("f");
  await full(true);
  await anna.leave();
  await full(false);
});
