/**
 * What the chat takes of a page's main thread, as the log grows and under
 * floods: `deno task bench:chat`.
 *
 * @module
 */
import type { CallPage } from "../tests/browser/harness/call_page.ts";
import {
  lineCostMs,
  prefillChat,
  writeFast,
} from "../tests/browser/harness/chat_flood.ts";
import { longestTaskMs } from "../tests/browser/harness/main_thread.ts";
import { connectedPair } from "../tests/browser/harness/stage.ts";
import { borrowChannels } from "../tests/browser/harness/villain.ts";
import { table } from "./statistics.ts";

const LOGS = [5, 100, 1_000, 5_000];

/** Texts that take long, each in its own way, and one that is usual. */
const FLOODS: readonly (readonly [name: string, text: string])[] = [
  ["short lines", "see you at http://a.example/ \u{1F98A}"],
  ["ordinary words, 4 KiB", "some ordinary words, ".repeat(194)],
  ["`https://a/` and 4,086 `)`", `https://a/${")".repeat(4_086)}`],
  ["450 addresses", "http://a ".repeat(454)],
  ["a line break for each letter", "a\n".repeat(2_040)],
  ["letters that join, 4 KiB", "م".repeat(2_040)],
  ["a script for each letter, 4 KiB", "aאกकあ한აԱ".repeat(180)],
];
const FLOOD_TEXTS = 40;
/** Whether the chat is open, and how long it is when a flood comes. */
const FLOODED: readonly (readonly [open: boolean, count: number])[] = [
  [true, 100],
  [true, 1_000],
  [true, 5_000],
  [false, 5_000],
];

/** Another text each time, at most 4 KiB long. */
function numbered(text: string, i: number): string {
  return `${i} ${text}`.slice(0, text.length);
}

async function costs(anna: CallPage, bert: CallPage): Promise<string[][]> {
  const rows: string[][] = [];
  for (const count of LOGS) {
    const row = [`${count} lines`];
    for (const open of [true, false]) {
      await prefillChat(anna, count, "a line");
      await bert.waitForState("connected");
      if (open) await anna.openChat();
      await anna.page.waitForNetworkIdle();
      row.push(`${(await lineCostMs(anna, bert)).toFixed(1)} ms`);
    }
    rows.push(row);
  }
  return rows;
}

async function floods(anna: CallPage, bert: CallPage): Promise<string[][]> {
  const rows = FLOODS.map(([name]) => [name]);
  for (const [open, count] of FLOODED) {
    await prefillChat(anna, count, "a line");
    await bert.waitForState("connected");
    if (open) await anna.openChat();
    for (const [index, [, text]] of FLOODS.entries()) {
      const texts = Array.from(
        { length: FLOOD_TEXTS },
        (_, i) => numbered(text, i),
      );
      const end = `the end of ${index} in ${count}`;
      const ms = await longestTaskMs(anna.page, async () => {
        await writeFast(bert, [...texts, end]);
        if (open) await anna.seesInChat(new RegExp(end));
        else await anna.says(new RegExp(end));
      });
      rows[index]?.push(`${ms.toFixed(1)} ms`);
    }
  }
  return rows;
}

/** Measures what a line costs, and the longest tasks of floods; Markdown. */
export async function chatTables(): Promise<string> {
  await using call = await connectedPair((_anna, bert) => borrowChannels(bert));
  const { anna, bert } = call;
  const heads = ["", "chat open", "chat closed"];
  return "Main thread for one more line, the frame that shows it included:\n\n" +
    table(heads, await costs(anna, bert)) +
    "\n\nLongest task while 40 such messages come as fast as they are taken:" +
    "\n\n" + table(
      [
        "",
        ...FLOODED.map(([open, count]) =>
          `${open ? "open" : "closed"}, ${count} lines`
        ),
      ],
      await floods(anna, bert),
    );
}

if (import.meta.main) console.log(await chatTables());
