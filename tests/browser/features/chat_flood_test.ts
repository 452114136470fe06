import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { lineCostMs, prefillChat, writeFast } from "../harness/chat_flood.ts";
import { longestTaskMs } from "../harness/main_thread.ts";
import { connectedPair } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { borrowChannels } from "../harness/villain.ts";

/** Anna reads; Bert's page writes more than a person can. */
const pair = () => connectedPair((_anna, bert) => borrowChannels(bert));

/** No task may take longer, in milliseconds. */
const MAX_TASK_MS = 100;
/**
 * A line may take so much of the main thread, the frame that shows it included,
 * in milliseconds; about 3 is usual, of which any change of a page takes 1.
 */
const MAX_LINE_MS = 6;

const FLOODS: readonly (readonly [name: string, texts: readonly string[]])[] = [
  [
    "60 addresses that end in 4,086 brackets",
    Array.from({ length: 60 }, () => `https://a/${")".repeat(4_086)}`),
  ],
  [
    "two seconds of ordinary words",
    Array.from(
      { length: 30 },
      (_, i) => `${i} ${"some ordinary words, ".repeat(194)}`,
    ),
  ],
  [
    "a second of a script for each letter",
    Array.from(
      { length: 15 },
      (_, i) => `${i} ${"aאกकあ한აԱ".repeat(165)}`,
    ),
  ],
  [
    "short lines, as many as are taken",
    Array.from({ length: 600 }, (_, i) => `${i} http://a/?${i}) \u{1F98A}\nא`),
  ],
];

for (const open of [true, false]) {
  Deno.test(`no flood has a task longer than ${MAX_TASK_MS} ms, with the chat ${open ? "open" : "closed"}`, async () => {
    await using call = await pair();
    const { anna, bert } = call;
    if (open) await anna.openChat();
    // Closed, a message is a card of three lines, whatever is in it.
    const floods = open ? FLOODS : FLOODS.filter((_, i) => i % 2 === 0);
    for (const [name, texts] of floods) {
      const longestMs = await longestTaskMs(anna.page, async () => {
        await writeFast(bert, [...texts, `the end of ${name}`]);
        if (open) await anna.seesInChat(new RegExp(`the end of ${name}`));
        else await anna.says(new RegExp(`the end of ${name}`));
      });
      console.log(`${name}: longest task ${longestMs.toFixed(1)} ms`);
      assert(longestMs < MAX_TASK_MS, `${name}: ${longestMs} ms`);
    }
    assertEquals(await anna.state(), "connected");
    await until(
      anna.page,
      "every line to be kept",
      async () => await linesOf(anna) === countOf(floods),
    );
  });
}

function countOf(floods: typeof FLOODS): number {
  return floods.reduce((sum, [, texts]) => sum + texts.length + 1, 0);
}

/** How many lines the tab keeps. */
function linesOf({ page }: CallPage): Promise<number> {
  return page.evaluate(() =>
    Object.entries(sessionStorage)
      .filter(([key]) => key.startsWith("duet.chat.1 "))
      .reduce((sum, [, part]) => sum + JSON.parse(String(part)).length, 0)
  );
}

Deno.test("a line takes no more of the page in a chat of 5,000 lines than in one of 5", async () => {
  await using call = await pair();
  const { anna, bert } = call;
  const costs: number[] = [];
  for (const count of [5, 5_000]) {
    await prefillChat(anna, count, "a line");
    await bert.waitForState("connected");
    await anna.seesInChat(new RegExp(`a line ${count - 1}`));
    const ms = await lineCostMs(anna, bert);
    await anna.seesInChat(/one more line, 29/);
    console.log(`a line in ${count}: ${ms.toFixed(2)} ms`);
    costs.push(ms);
  }
  const [few = 0, many = 0] = costs;
  assert(many < MAX_LINE_MS, `${many} ms a line`);
  assert(many < few * 1.5, `${few} ms became ${many} ms`);
});
