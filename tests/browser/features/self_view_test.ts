import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { seesFrames } from "../harness/witness.ts";

const SELF = 'video[aria-label="Your video"]';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where one's own picture is, once it is there and moves no more. */
async function selfBox({ page }: CallPage): Promise<Box> {
  await until(
    page,
    "one's own picture to lie still",
    () =>
      page.evaluate(() =>
        document.querySelector('video[aria-label="Your video"]') !== null &&
        document.getAnimations().every(({ playState, effect }) =>
          playState !== "running" || effect?.getTiming().iterations === Infinity
        )
      ),
  );
  return await page.evaluate((selector) => {
    const { x, y, width, height } = document.querySelector(selector)!
      .getBoundingClientRect();
    return { x, y, width, height };
  }, SELF);
}

async function corner(person: CallPage): Promise<string> {
  const box = await selfBox(person);
  const { width, height } = person.page.viewport()!;
  const row = (box.y + box.height / 2) * 2 < height ? "top" : "bottom";
  const side = (box.x + box.width / 2) * 2 < width ? "left" : "right";
  return `${row} ${side}`;
}

async function liesIn(person: CallPage, expected: string): Promise<void> {
  await until(
    person.page,
    `one's own picture at the ${expected}`,
    async () => await corner(person) === expected,
  );
}

/** Drags one's own picture so that its middle is there, as parts of the page. */
async function drag(person: CallPage, x: number, y: number): Promise<void> {
  const box = await selfBox(person);
  const { width, height } = person.page.viewport()!;
  const { mouse } = person.page;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(width * x, height * y, { steps: 8 });
  await mouse.up();
}

Deno.test("one's own picture goes to the corner that it is dragged to, and is there again next time", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = await connect(anna, bert);
  await liesIn(anna, "top right");
  await drag(anna, 0.2, 0.9);
  await liesIn(anna, "bottom left");
  // Back to where it was is a way too.
  await drag(anna, 0.2, 0.8);
  await liesIn(anna, "bottom left");
  await anna.says(/bottom left/);

  await anna.leave();
  await anna.enter(room);
  await anna.waitForState("connected");
  await liesIn(anna, "bottom left");
});

Deno.test("one's own picture goes where the arrow keys and a click lead it", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  using handle = await anna.sees("button", "Move your picture");
  await handle.focus();
  const { keyboard } = anna.page;
  for (
    const [key, place] of [
      ["ArrowLeft", "top left"],
      ["ArrowDown", "bottom left"],
      ["ArrowRight", "bottom right"],
      ["ArrowUp", "top right"],
      ["Enter", "bottom right"],
    ] as const
  ) {
    await keyboard.press(key);
    await liesIn(anna, place);
  }
  await anna.click("button", "Move your picture");
  await liesIn(anna, "bottom left");
});

Deno.test("one's own picture stays on the page and off the controls, however it is turned", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  using handle = await anna.sees("button", "Move your picture");
  for (
    const [width, height] of [[390, 844], [844, 390], [320, 568], [
      1280,
      720,
    ]] as const
  ) {
    await anna.page.setViewport({ width, height });
    for (const key of ["ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp"]) {
      await handle.focus();
      await anna.page.keyboard.press(key as "ArrowUp");
      const box = await selfBox(anna);
      const where = `${width} × ${height} after ${key}`;
      assert(box.x >= 0 && box.x + box.width <= width, where);
      assert(box.y >= 0 && box.y + box.height <= height, where);
      const controls = await anna.page.evaluate(() => {
        const { x, y, right } = document.querySelector("[role=toolbar]")!
          .getBoundingClientRect();
        return { x, y, right };
      });
      const beside = box.x >= controls.right || box.x + box.width <= controls.x;
      assert(beside || box.y + box.height <= controls.y, where);
    }
  }
});

Deno.test("one's own picture can be hidden while the other still sees it, and shown again", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.click("button", "Hide your picture");
  assertEquals(await anna.page.$(SELF), null);
  await seesFrames(bert.page, "Remote video", 5);
  await anna.click("button", "Show your picture");
  await selfBox(anna);
  await seesFrames(anna.page, "Your video", 5);
});
