import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import {
  borrowChatChannel,
  prefillChat,
  writeFast,
} from "../harness/chat_flood.ts";
import { tasksDuring } from "../harness/main_thread.ts";
import { connectedPair } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

/** Anna reads; Bert's page writes more than a person can. */
const pair = () => connectedPair((_anna, bert) => borrowChatChannel(bert));

/** No task may take longer, in milliseconds. */
const MAX_TASK_MS = 100;
/** A line may take so much of the main thread, in milliseconds. */
const MAX_LINE_MS = 3;

const FLOODS: readonly (readonly [name: string, texts: readonly string[]])[] = [
  [
    "60 addresses that end in 4,086 brackets",
    Array.from({ length: 60 }, () => `https://a/${")".repeat(4_086)}`),
  ],
  [
    "three seconds of ordinary words",
    Array.from(
      { length: 40 },
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
    Array.from({ length: 100 }, (_, i) => `${i} http://a/?${i}) \u{1F98A}\nא`),
  ],
];

for (const open of [true, false]) {
  Deno.test(`no flood has a task longer than ${MAX_TASK_MS} ms, with the chat ${open ? "open" : "closed"}`, async () => {
    await using call = await pair();
    const { anna, bert } = call;
    if (open) await anna.openChat();
    for (const [name, texts] of FLOODS) {
      const { longestMs, totalMs } = await tasksDuring(anna.page, async () => {
        await writeFast(bert, [...texts, `the end of ${name}`]);
        if (open) await anna.seesInChat(new RegExp(`the end of ${name}`));
        else await anna.says(new RegExp(`the end of ${name}`));
      });
      console.log(
        `${name}: longest task ${longestMs.toFixed(1)} ms, ` +
          `all ${totalMs.toFixed()} ms`,
      );
      assert(longestMs < MAX_TASK_MS, `${name}: ${longestMs} ms`);
    }
    assertEquals(await anna.state(), "connected");
    assertEquals(await linesOf(anna), FLOODS.length + texts());
  });
}

function texts(): number {
  return FLOODS.reduce((sum, [, texts]) => sum + texts.length, 0);
}

/** How many lines the tab keeps. */
function linesOf({ page }: CallPage): Promise<number> {
  return page.evaluate(() =>
    Object.entries(sessionStorage)
      .filter(([key]) => key.startsWith("duet.chat.1 "))
      .reduce((sum, [, part]) => sum + JSON.parse(String(part)).length, 0)
  );
}

Deno.test(`a line takes at most ${MAX_LINE_MS} ms of the page, in a chat of 5 lines and of 5,000`, async () => {
  await using call = await pair();
  const { anna, bert } = call;
  for (const count of [5, 5_000]) {
    await prefillChat(anna, count, "a line");
    await anna.waitForState("connected");
    await bert.waitForState("connected");
    await anna.seesInChat(new RegExp(`a line ${count - 1}`));
    const idle = await tasksDuring(anna.page, () => written(anna, bert, 0));
    const busy = await tasksDuring(anna.page, () => written(anna, bert, 40));
    const ms = (busy.totalMs - idle.totalMs) / 40;
    console.log(`a line in ${count}: ${ms.toFixed(2)} ms`);
    assert(ms < MAX_LINE_MS, `${ms} ms a line in ${count} lines`);
  }
});

/** Two seconds in which lines are written, one by one. */
async function written(
  anna: CallPage,
  bert: CallPage,
  count: number,
): Promise<void> {
  await bert.page.evaluate(async (count) => {
    const channel = chatChannels.findLast((each) => each.readyState === "open");
    for (let i = 0; i < 40; i++) {
      const message = {
        type: "chat",
        id: crypto.randomUUID(),
        text: `new ${i}`,
      };
      if (i < count) channel?.send(JSON.stringify(message));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, count);
  if (count > 0) {
    await until(
      anna.page,
      "the last line",
      () =>
        anna.page.evaluate(() =>
          document.querySelector(`[role="log"] li:last-child`)?.textContent
            ?.startsWith("new 39") ?? false
        ),
    );
  }
}
