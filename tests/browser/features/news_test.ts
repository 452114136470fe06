import { assert, assertEquals } from "@std/assert";
import type { ElementHandle } from "puppeteer-core";
import type { CallPage } from "../harness/call_page.ts";
import { chooseFiles, fileSays, makeFile } from "../harness/files.ts";
import { connectedPair, newRoom } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

/** Anna, who writes, and Bert, whose chat is closed. */
const named = () =>
  connectedPair(async (anna) => {
    await anna.openLobby(newRoom());
    await anna.type("Your name", "Anna");
  });

/** What the card says; `null` where there is none. */
function card({ page }: CallPage): Promise<string | null> {
  return page.evaluate(() =>
    document.querySelector<HTMLElement>("[data-news]")?.innerText ?? null
  );
}

async function cardSays(who: CallPage, words: RegExp): Promise<void> {
  await until(
    who.page,
    `${words} over the picture`,
    async () => words.test(await card(who) ?? ""),
  );
}

async function cardGoes(who: CallPage): Promise<void> {
  await until(who.page, "no card", async () => await card(who) === null);
}

/** The card's button that opens the chat. */
async function wayToChat({ page }: CallPage): Promise<ElementHandle<Element>> {
  const [way] = await page.$$("[data-news] button");
  assert(way, "a button on the card");
  return way;
}

/** What has the focus. */
function focused({ page }: CallPage): Promise<string | null | undefined> {
  return page.evaluate(() =>
    document.activeElement?.ariaLabel ?? document.activeElement?.textContent
  );
}

/** What live regions say, so that a screen reader reads it out. */
function saidAloud({ page }: CallPage): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[role=status]")]
      .map(({ textContent }) => textContent).join("\n")
  );
}

Deno.test("a message is seen while the chat is closed, opens it with a click, and goes by itself", async () => {
  await using call = await named();
  const { anna, bert } = call;
  await anna.sendChat("Are you there?");
  await cardSays(bert, /Anna[^]*Are you there\?/);
  // Read out a moment later: what reads it must be there before.
  await until(
    bert.page,
    "the message to be said",
    async () => (await saidAloud(bert)).includes("Anna: Are you there?"),
  );
  assertEquals(await card(anna), null);
  await wayToChat(bert).then((way) => way.click());
  await bert.seesInChat(/Are you there\?/);
  assertEquals(await card(bert), null);
  await bert.sendChat("Yes");
  await anna.seesInChat(/Yes/);

  await bert.click("button", "Close chat");
  await anna.sendChat("Good");
  await cardSays(bert, /Good/);
  assert(!/there/.test(await card(bert) ?? ""), "what was seen is not news");
  await cardGoes(bert);
  using button = await bert.control("Chat");
  assertEquals(
    await button.evaluate((button) => button.ariaDescription),
    "1 new",
  );
});

Deno.test("the card waits for the keyboard, opens the chat, and the focus comes back", async () => {
  await using call = await named();
  const { anna, bert } = call;
  const { keyboard } = bert.page;
  await anna.sendChat("First");
  await anna.sendChat("https://example.com/ <b>second</b>");
  await cardSays(bert, /2 new[^]*<b>second<\/b>/);
  assertEquals(await bert.page.$$("[data-news] a, [data-news] b"), []);
  using microphone = await bert.control("Microphone");
  await microphone.focus();
  for (const name of [/^Dismiss$/, /second/]) {
    await keyboard.down("Shift");
    await keyboard.press("Tab");
    await keyboard.up("Shift");
    assert(name.test(await focused(bert) ?? ""), `${await focused(bert)}`);
  }
  await keyboard.press("Enter");
  await bert.seesInChat(/First[^]*second/);
  await keyboard.press("Escape");
  await until(
    bert.page,
    "the focus on the chat's button",
    async () => await focused(bert) === "Chat",
  );
  assertEquals(await card(bert), null);
});

Deno.test("an offered file stays over the picture until the chat is opened or it is taken back", async () => {
  await using call = await named();
  const { anna, bert } = call;
  using kept = makeFile("holiday.jpg", 2_300_000);
  using withdrawn = makeFile("mistake.bin", 1_000);
  await chooseFiles(anna, withdrawn.path);
  await cardSays(bert, /Anna wants to send you mistake\.bin/);
  await anna.click("button", `Take back ${withdrawn.name}`);
  await cardGoes(bert);
  await chooseFiles(anna, kept.path);
  await cardSays(bert, /Anna wants to send you holiday\.jpg[^]*2\.3 MB/);
  // A message lies over it for as long as messages do.
  await anna.sendChat("From the sea");
  await cardSays(bert, /2 new[^]*From the sea/);
  await cardSays(bert, /wants to send you holiday\.jpg/);
  await bert.click("button", "Open chat");
  await fileSays(bert, kept.name, /before you accept it/);
  await bert.click("button", "Close chat");
  assertEquals(await card(bert), null);
});

Deno.test("the card is put away by a click, and a finger presses it where the controls have stepped back", async () => {
  await using call = await named();
  const { anna, bert } = call;
  await anna.sendChat("To be put away");
  await cardSays(bert, /put away/);
  await bert.click("button", "Dismiss");
  assertEquals(await card(bert), null);

  await until(bert.page, "rest", () => bert.page.$("[data-resting]"));
  await anna.sendChat("To be tapped");
  await cardSays(bert, /tapped/);
  assert(await bert.page.$("[data-resting]"), "the controls stay away");
  await wayToChat(bert).then((way) => way.tap());
  await bert.sees("log", "Chat messages");
});
