import { assert, assertEquals, assertMatch } from "@std/assert";
import type { CallPage } from "./harness/call_page.ts";
import { problemsOf } from "./harness/page_problems.ts";
import { connect, newRoom, setStage } from "./harness/stage.ts";
import { until } from "./harness/until.ts";

const NEW_ROOM = /\/room\/[a-z]+-[a-z]+-\d+(#1\.[A-Za-z0-9_-]{22})?$/;

Deno.test("Start a call leads to the lobby of a new room", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  await one.visit("/");
  await one.click("button", "Start a call");
  await one.sees("heading", "Ready to join?");
  assertMatch(one.page.url(), NEW_ROOM);

  await two.visit("/");
  await two.click("button", "Start a call");
  await two.sees("heading", "Ready to join?");
  assert(one.page.url() !== two.page.url());
});

Deno.test("Copy invite link hands out the address of the call", async () => {
  await using stage = await setStage();
  const one = await stage.person({});
  await one.page.browserContext().overridePermissions(stage.app.origin, [
    "clipboard-read",
    "clipboard-write",
    "clipboard-sanitized-write",
  ]);
  await one.visit("/");
  await one.click("button", "Start a call");
  await one.waitForState("ready");
  await one.click("button", "Copy invite link");
  const copied = await until(
    one.page,
    "a link on the clipboard",
    async () =>
      await one.page.evaluate(() => navigator.clipboard.readText()) || null,
  );
  assertEquals(copied, one.page.url());
});

Deno.test("a room can be entered by its name", async () => {
  await using stage = await setStage();
  const one = await stage.person({});
  const room = newRoom();
  await one.visit("/");
  await one.type("Room name", room);
  await one.page.keyboard.press("Enter");
  await one.sees("heading", "Ready to join?");
  assertEquals(new URL(one.page.url()).pathname, `/room/${room}`);
});

Deno.test("pages fit a phone without scrolling sideways", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  for (const { page } of [one, two]) {
    await page.setViewport({
      width: 320,
      height: 640,
      isMobile: true,
      hasTouch: true,
    });
  }
  await one.visit("/");
  await one.sees("button", "Start a call");
  assertEquals(await overflow(one), 0);
  await two.openLobby(newRoom());
  assertEquals(await overflow(two), 0);
  await connect(one, two);
  await one.openChat();
  assertEquals([await overflow(one), await overflow(two)], [0, 0]);
  await two.leave();
  await two.sees("heading", "You left the call");
  assertEquals(await overflow(two), 0);
});

Deno.test("Chat leaves the controls of the call within reach", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  await connect(one, two);
  for (const width of [1280, 1024, 800]) {
    await one.page.setViewport({ width, height: 600 });
    await one.openChat();
    await one.clickControl("Microphone");
    await one.clickControl("Microphone");
  }
  await one.leave();
  await one.sees("heading", "You left the call");
});

Deno.test("pages log no error and ask nobody else for anything", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  await one.visit("/");
  await one.sees("button", "Start a call");
  await connect(one, two);
  await one.sendChat("Hello");
  await two.seesInChat(/Hello/);
  await two.leave();
  await two.sees("heading", "You left the call");

  for (const { page, requests } of [one, two]) {
    assertEquals(problemsOf(page), []);
    assert(requests.length > 3);
    assertEquals(
      requests.filter(({ host }) => host !== new URL(stage.app.origin).host),
      [],
    );
  }
});

/** By how much the page is wider than the screen, in CSS pixels. */
function overflow({ page }: CallPage): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(scrollWidth, document.body.scrollWidth) - clientWidth;
  });
}
