import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

/** How much of the controls is seen, from 0 to 1. */
function seen({ page }: CallPage): Promise<string> {
  return page.evaluate(() => {
    let opacity = 1;
    let element = document.querySelector("[role=toolbar]");
    for (; element !== null; element = element.parentElement) {
      opacity *= Number(getComputedStyle(element).opacity);
    }
    return String(opacity);
  });
}

async function controlsAre(
  person: CallPage,
  state: "there" | "away",
): Promise<void> {
  const opacity = state === "there" ? "1" : "0";
  await until(
    person.page,
    `the controls to be ${state}`,
    async () => await seen(person) === opacity,
  );
}

Deno.test("the controls step back from a call that is watched, and come with a move", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  const { mouse } = anna.page;
  await mouse.move(300, 300);
  await controlsAre(anna, "there");
  await controlsAre(anna, "away");
  const cursor = () =>
    anna.page.evaluate(() =>
      getComputedStyle(document.querySelector("main")!).cursor
    );
  assertEquals(await cursor(), "none");
  await mouse.move(310, 300);
  await controlsAre(anna, "there");
  assertEquals(await cursor(), "auto");
});

Deno.test("a tap brings the controls back and presses none of them", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await anna.page.setViewport({
    width: 390,
    height: 844,
    isMobile: true,
    hasTouch: true,
  });
  await connect(anna, bert);
  using microphone = await anna.control("Microphone");
  await controlsAre(anna, "away");
  await microphone.tap();
  await controlsAre(anna, "there");
  assertEquals(await anna.pressed("Microphone"), "true");
  await microphone.tap();
  assertEquals(await anna.pressed("Microphone"), "false");
});

Deno.test("the controls stay while there is a reason to see them", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  // Bert's clock is as fast: when his controls have gone, Anna's would have.
  const stays = async () => {
    await bert.page.mouse.move(20 + 100 * Math.random(), 300);
    await controlsAre(bert, "there");
    await controlsAre(bert, "away");
    assertEquals(await seen(anna), "1");
  };
  await anna.clickControl("More");
  await stays();
  await anna.page.keyboard.press("Escape");
  await anna.openChat();
  await stays();
  await anna.click("button", "Close chat");
  await anna.page.keyboard.press("Tab");
  await stays();
  await anna.page.mouse.move(400, 300);
  await controlsAre(anna, "away");
  await bert.leave();
  await anna.waitForState("waiting");
  await controlsAre(anna, "there");
});
