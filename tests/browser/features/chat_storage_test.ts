import { assert, assertEquals, assertFalse } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { prefillChat, writeFast } from "../harness/chat_flood.ts";
import { connectPrivately, secretOf } from "../harness/private_call.ts";
import { connect, connectedPair, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { borrowChannels } from "../harness/villain.ts";

/** All that the tab keeps. */
function kept({ page }: CallPage): Promise<Record<string, string>> {
  return page.evaluate(() => ({ ...sessionStorage }));
}

async function keepsNothingOf(who: CallPage, words: RegExp): Promise<void> {
  await until(
    who.page,
    `nothing of ${words} in storage`,
    async () => !words.test(JSON.stringify(await kept(who))),
  );
}

/** Texts of the lines that the tab keeps, in order. */
async function keptTexts(who: CallPage): Promise<string[]> {
  const number = (key: string) => Number(key.split(" ")[2]);
  return Object.entries(await kept(who))
    .filter(([key]) => key.startsWith("duet.chat.1 "))
    .sort(([one], [other]) => number(one) - number(other))
    .flatMap(([, part]) => JSON.parse(part))
    .map(({ text }) => text);
}

Deno.test("a reload finds the newest 1 MiB of the chat, and goes on from there", async () => {
  await using call = await connectedPair((_anna, bert) => borrowChannels(bert));
  const { anna, bert } = call;
  await prefillChat(anna, 600, "x".repeat(4_000));
  await bert.waitForState("connected");
  await writeFast(bert, ["one more", "and the last"]);
  await anna.seesInChat(/and the last/);
  await anna.page.reload({ waitUntil: "domcontentloaded" });
  await anna.waitForState("connected");
  await anna.seesInChat(/ 599[^]*one more[^]*and the last/);
  const texts = await keptTexts(anna);
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  assert(bytes > 1_000_000 && bytes < 1_100_000, `${bytes} bytes`);
  assertEquals(texts.slice(-2), ["one more", "and the last"]);
});

Deno.test("what is read further up stays where it is, while lines come and older ones join the page", async () => {
  await using call = await connectedPair((_anna, bert) => borrowChannels(bert));
  const { anna, bert } = call;
  await prefillChat(anna, 1_000, "a line");
  await bert.waitForState("connected");
  await anna.seesInChat(/a line 999/);
  const inPage = () =>
    anna.page.evaluate(() =>
      [...document.querySelectorAll(`[role="log"] li`)].map((line) =>
        /a line (\d+)/.exec(line.textContent ?? "")?.[1]
      ).filter((found) => found !== undefined).map(Number)
    );
  const rows = (await inPage()).length;
  assert(rows < 100, `${rows} lines are in the page`);
  // The way up: each step brings older lines in above what is in sight.
  const oldest = async () => (await inPage())[0] ?? 0;
  for (let before = await oldest(); before > 700; before = await oldest()) {
    await until(anna.page, "older lines", async () => {
      // Again where the list has just been filled, and gone back to its end.
      await anna.page.evaluate(() => {
        const log = document.querySelector(`[role="log"]`);
        if (log) log.scrollTop = 0;
      });
      return await oldest() < before;
    });
  }
  assert((await inPage()).length <= 200, "and the newest have left it");
  const inSight = () =>
    anna.page.evaluate(() => {
      const log = document.querySelector(`[role="log"]`);
      const top = log?.getBoundingClientRect().top ?? 0;
      const line = [...document.querySelectorAll(`[role="log"] li`)].find(
        // The way to earlier messages stays above all lines.
        (each) =>
          each.getBoundingClientRect().top >= top &&
          /line|new/.test(each.textContent ?? ""),
      );
      return [
        line?.textContent,
        Math.round((line?.getBoundingClientRect().top ?? 0) - top),
      ];
    });
  const before = await inSight();
  await writeFast(bert, Array.from({ length: 50 }, (_, i) => `new ${i}`));
  await anna.sees("button", "New messages");
  assertEquals(await inSight(), before);
  await anna.click("button", "New messages");
  await anna.seesInChat(/new 49/);
  assert((await inPage()).every((line) => line > 900));
});

Deno.test("own messages that could not be sent are there after a reload, in order", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  await bert.page.close();
  await anna.waitForState("reconnecting");
  for (const text of ["first", "second", "third"]) await anna.sendChat(text);
  await anna.page.reload({ waitUntil: "domcontentloaded" });
  await anna.seesInChat(/first[^]*second[^]*third[^]*not delivered yet/);
});

Deno.test("after Leave and Hide link the tab keeps neither chat nor secret; Rejoin and saving still work", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await connectPrivately(anna, bert);
  const secret = secretOf(link);
  await anna.sendChat("Between the two of us");
  await bert.seesInChat(/Between the two/);
  await anna.click("button", "Private link");
  await anna.click("button", "Hide link");
  await until(
    anna.page,
    "the secret in storage",
    async () => JSON.stringify(await kept(anna)).includes(secret),
  );
  await anna.leave();
  await anna.waitForState("ended");
  assertEquals(await kept(anna), {});
  await anna.sees("link", "Save the chat");

  await anna.click("button", "Rejoin");
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  await anna.page.reload({ waitUntil: "domcontentloaded" });
  await anna.waitForState("connected");
  await anna.seesInChat(/Between the two/);

  await anna.leave();
  await anna.waitForState("ended");
  await anna.page.reload();
  await anna.sees("heading", "A piece of this link is missing");
  assertFalse(JSON.stringify(await kept(anna)).includes(secret));
});

Deno.test("a call that ends by itself leaves neither chat nor secret in the tab", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await connectPrivately(anna, bert);
  await anna.sendChat("Not for others");
  await bert.seesInChat(/Not for others/);
  await bert.click("button", "Private link");
  await bert.click("button", "Hide link");
  await bert.click("button", "They don’t");
  await bert.sees("heading", "Somebody may be in between");
  await keepsNothingOf(bert, new RegExp(`Not for others|${secretOf(link)}`));
});

Deno.test("another page removes what a call has left: another room at once, others once it can't be gone back to", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.sendChat("Left behind");
  await bert.seesInChat(/Left behind/);
  await anna.visit("/");
  assert(JSON.stringify(await kept(anna)).includes("Left behind"));
  // As if half a minute had passed.
  await anna.page.evaluate(() => {
    for (const [key, text] of Object.entries(sessionStorage)) {
      if (!key.startsWith("duet.session.1 ")) continue;
      const session = { ...JSON.parse(String(text)), aliveAtMs: 5 };
      sessionStorage.setItem(key, JSON.stringify(session));
    }
  });
  await anna.page.reload();
  await keepsNothingOf(anna, /Left behind|duet\.session/);

  await bert.openLobby("quite-another-room");
  await keepsNothingOf(bert, /Left behind|duet\.session/);
});
