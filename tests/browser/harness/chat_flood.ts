/**
 * A page that writes more than a person can, over a data channel that a test has
 * borrowed (`villain.ts`), and as much as the other page takes: a burst, and then
 * so much a second.
 *
 * @module
 */
import type { CallPage } from "./call_page.ts";
import { taskTimeMs } from "./main_thread.ts";

declare global {
  /** What the other page still takes of this one. */
  var chatBudget: undefined | { atMs: number; chars: number; messages: number };
}

/** What is sent at once, and then within a second: nearly all that a page takes. */
const BURST = { chars: 240_000, messages: 1_100 };
const PER_SECOND = { chars: 60_000, messages: 90 };

/** Writes these texts, as fast as the other page takes them; each is new. */
export async function writeFast(
  { page }: CallPage,
  texts: readonly string[],
): Promise<void> {
  await page.evaluate(
    async (texts, burst, perSecond) => {
      const channel = duetChannel("duet");
      if (channel === undefined) throw new Error("There is no channel");
      const budget = globalThis.chatBudget ??= {
        atMs: performance.now(),
        ...burst,
      };
      const refill = () => {
        const seconds = (performance.now() - budget.atMs) / 1000;
        budget.atMs += seconds * 1000;
        for (const what of ["chars", "messages"] as const) {
          const more = budget[what] + seconds * perSecond[what];
          budget[what] = Math.min(burst[what], more);
        }
      };
      for (const text of texts) {
        const id = crypto.randomUUID();
        const message = JSON.stringify({ type: "chat", id, text });
        refill();
        while (budget.chars < message.length || budget.messages < 1) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          refill();
        }
        channel.send(message);
        budget.chars -= message.length;
        budget.messages--;
      }
    },
    texts,
    BURST,
    PER_SECOND,
  );
}

/** Reloads the tab into its call, with a chat of so many lines that nobody wrote. */
export async function prefillChat(
  one: CallPage,
  count: number,
  text: string,
): Promise<void> {
  await one.page.evaluate(
    (count, text) => {
      const room = Object.keys(sessionStorage)
        .find((key) => key.startsWith("duet.session.1 "))?.split(" ")[1];
      const lines = Array.from({ length: count }, (_, i) => ({
        ...{ id: `before-${i}`, from: i % 2 ? "self" : "peer" },
        ...{ text: `${text} ${i}`, atMs: Date.now() - 60_000 - count + i },
        ...{ peer: "somebody", delivered: true },
      }));
      const size = Math.max(1, Math.min(100, Math.floor(16_000 / text.length)));
      for (let i = 0; i < count; i += size) {
        const part = JSON.stringify(lines.slice(i, i + size));
        sessionStorage.setItem(`duet.chat.1 ${room} ${1000 + i}`, part);
      }
    },
    count,
    text,
  );
  await one.page.reload({ waitUntil: "domcontentloaded" });
  await one.waitForState("connected");
}

const LINES = 30;
const LINE_EVERY_MS = 40;

/**
 * What one more line takes of the main thread of the page that gets it, in
 * milliseconds: of lines that come one by one, the frames that show them
 * included, and what the page does anyway left out.
 */
export async function lineCostMs(
  reader: CallPage,
  writer: CallPage,
): Promise<number> {
  const idleMs = await taskTimeMs(reader.page, () => writeSlowly(writer, 0));
  const busyMs = await taskTimeMs(
    reader.page,
    () => writeSlowly(writer, LINES),
  );
  return (busyMs - idleMs) / LINES;
}

/** Takes as long as {@linkcode LINES} lines, and writes so many. */
async function writeSlowly({ page }: CallPage, count: number): Promise<void> {
  await page.evaluate(
    async (count, lines, everyMs) => {
      const channel = duetChannel("duet");
      for (let i = 0; i < lines; i++) {
        const id = crypto.randomUUID();
        const message = { type: "chat", id, text: `one more line, ${i}` };
        if (i < count) channel?.send(JSON.stringify(message));
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    },
    count,
    LINES,
    LINE_EVERY_MS,
  );
}
