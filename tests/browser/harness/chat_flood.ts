/**
 * A page that writes more than a person can, over the real data channel, and as
 * much as the other page takes: a burst, and then so much a second.
 *
 * @module
 */
import type { CallPage } from "./call_page.ts";

declare global {
  var chatChannels: RTCDataChannel[];
  /** What this page has written since its first word. */
  var chatBudget: undefined | { startMs: number; bytes: number; messages: number };
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

/** Gives the tab a chat of so many lines, as if it had been written, and reloads it. */
export async function prefillChat(
  { page }: CallPage,
  count: number,
  text: string,
): Promise<void> {
  await page.evaluate(
    (count, text) => {
      const session = Object.keys(sessionStorage).find((key) =>
        key.startsWith("duet.session.1 ")
      );
      const room = session?.split(" ")[1];
      const lines = Array.from({ length: count }, (_, i) => ({
        ...{ id: `before-${i}`, from: i % 2 ? "self" : "peer" },
        ...{ text: `${text} ${i}`, atMs: Date.now() - 60_000 - count + i },
        ...{ peer: "somebody", delivered: true },
      }));
      for (let i = 0; i < count; i += 100) {
        const part = JSON.stringify(lines.slice(i, i + 100));
        sessionStorage.setItem(`duet.chat.1 ${room} ${1000 + i}`, part);
      }
    },
    count,
    text,
  );
  await page.reload({ waitUntil: "domcontentloaded" });
}
