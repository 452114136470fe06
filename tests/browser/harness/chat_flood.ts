/**
 * A page that writes more than a person can, over the real data channel, and as
 * much as the other page takes: a burst, and then so much a second.
 *
 * @module
 */
import type { CallPage } from "./call_page.ts";
import { taskTimeMs } from "./main_thread.ts";

declare global {
  var chatChannels: RTCDataChannel[];
  /** What this page has written since its first word. */
  var chatBudget: undefined | {
    startMs: number;
    bytes: number;
    messages: number;
  };
}

/** What is sent at once, and then within a second; below what a page takes. */
const BYTES = { burst: 110_000, perSecond: 55_000 };
const MESSAGES = { burst: 150, perSecond: 60 };

/** Has a test speak for this page; before it is in a call. */
export async function borrowChatChannel({ page }: CallPage): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    globalThis.chatChannels = [];
    const create = RTCPeerConnection.prototype.createDataChannel;
    RTCPeerConnection.prototype.createDataChannel = function (...args) {
      const channel = create.apply(this, args);
      if (channel.label === "duet") globalThis.chatChannels.push(channel);
      return channel;
    };
  });
}

/** Writes these texts, as fast as the other page takes them; each is new. */
export async function writeFast(
  { page }: CallPage,
  texts: readonly string[],
): Promise<void> {
  await page.evaluate(
    async (texts, bytes, messages) => {
      const channel = chatChannels.findLast((each) =>
        each.readyState === "open"
      );
      if (channel === undefined) throw new Error("There is no channel");
      const budget = globalThis.chatBudget ??= {
        ...{ startMs: performance.now(), bytes: 0, messages: 0 },
      };
      for (const text of texts) {
        const id = crypto.randomUUID();
        const message = JSON.stringify({ type: "chat", id, text });
        const size = new TextEncoder().encode(message).length;
        const allowed = ({ burst, perSecond }: typeof bytes) =>
          burst + perSecond * (performance.now() - budget.startMs) / 1000;
        while (
          budget.bytes + size > allowed(bytes) ||
          budget.messages + 1 > allowed(messages)
        ) await new Promise((resolve) => setTimeout(resolve, 5));
        channel.send(message);
        budget.bytes += size;
        budget.messages++;
      }
    },
    texts,
    BYTES,
    MESSAGES,
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
      const channel = chatChannels.findLast((each) =>
        each.readyState === "open"
      );
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
