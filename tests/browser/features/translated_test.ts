import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import type { Page } from "puppeteer-core";
import { newRoom, setStage } from "../harness/stage.ts";
import { tour } from "../harness/tour.ts";
import { saidIn, translate, watchTexts } from "../harness/translator.ts";
import { until } from "../harness/until.ts";

Deno.test("text that changes has an element of its own, in every state", async () => {
  const changed = new Set<string>();
  let states = 0;
  let read = (_: Page): Promise<string[]> => Promise.resolve([]);
  const prepare = async (page: Page) => {
    read = await watchTexts(page);
  };
  for await (const { page } of tour({ prepare })) {
    states++;
    for (const text of await read(page)) changed.add(text);
  }
  assert(states > 25);
  assertEquals([...changed], []);
});

async function saysNow(page: Page, words: RegExp): Promise<string> {
  await until(
    page,
    `the words ${words}, translated`,
    async () => words.test(await saidIn(page)),
  );
  return await saidIn(page);
}

Deno.test("a translated page shows what is, and nothing of what was", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await anna.openLobby(room);
  await anna.says(/Nobody is here yet/);
  await translate(anna.page);
  await bert.enter(room);
  assertFalse(/Nobody/.test(await saysNow(anna.page, /Somebody is here/)));

  await translate(anna.page);
  await anna.page.click("button[type=submit]");
  await anna.waitForState("connected");
  await translate(anna.page);
  const clock = () =>
    anna.page.$eval("[role=timer]", (timer) => timer.textContent);
  const before = await clock();
  await until(anna.page, "the clock", async () => await clock() !== before);
  assertMatch(await clock() ?? "", /^\d:\d\d$/);

  await anna.openChat();
  await anna.page.type("textarea", "Are you there?");
  await bert.page.evaluate(() => {
    // Nothing is acknowledged while the page does nothing.
    const endMs = performance.now() + 3_000;
    setTimeout(() => {
      while (performance.now() < endMs);
    });
  });
  await anna.page.keyboard.press("Enter");
  await anna.says(/not delivered yet/);
  await translate(anna.page);
  assertFalse(/not delivered yet/.test(await saysNow(anna.page, /✓/)));

  await bert.page.evaluate(() => document.querySelector("aside")?.remove());
  await translate(anna.page);
  await bert.leave();
  await anna.waitForState("waiting");
  assertFalse(/Connected/.test(await saysNow(anna.page, /left/)));
});

Deno.test("a translated check ends with what it found", async () => {
  await using stage = await setStage();
  const guest = await stage.person({});
  await guest.visit("/check");
  await guest.says(/Checking/);
  await translate(guest.page);
  await guest.saysNoMore(/Checking/);
  await guest.says(/Answered in/);
});
