import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

/** The accessible name of what has the focus, by its text where it has no label. */
function focused({ page }: CallPage): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ??
      element?.textContent?.trim() ?? "";
  });
}

async function focuses(person: CallPage, name: string): Promise<void> {
  await until(
    person.page,
    `the focus on ${name}`,
    async () => await focused(person) === name,
  );
}

Deno.test("More is a menu that the keyboard opens, walks and closes", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.enter(newRoom());
  await anna.waitForState("waiting");
  using more = await anna.control("More");
  await more.focus();
  const { keyboard } = anna.page;
  await keyboard.press("ArrowDown");
  await anna.sees("menu", "More");
  await focuses(anna, "Full screen");
  await keyboard.press("ArrowUp");
  await focuses(anna, "Keyboard shortcuts");
  await keyboard.press("Home");
  await keyboard.press("s");
  await focuses(anna, "Show your own picture");
  await keyboard.press("Escape");
  await focuses(anna, "More");
  assertEquals(await anna.page.$("[role=menu]"), null);

  await keyboard.press("Enter");
  await focuses(anna, "Full screen");
  await keyboard.press("s");
  await keyboard.press("Enter");
  await focuses(anna, "More");
  assertEquals(await anna.page.$('video[aria-label="Your video"]'), null);
});

Deno.test("More goes with a click elsewhere, which does what it would have done", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.enter(newRoom());
  await anna.clickControl("More");
  await anna.sees("menuitemcheckbox", "Full screen");
  await anna.clickControl("Microphone");
  assertEquals(await anna.pressed("Microphone"), "false");
  assertEquals(await anna.page.$("[role=menu]"), null);
});
