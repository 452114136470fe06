/**
 * A hostile page: a test sends messages over its data channels, past everything
 * that the page's own code would do. And the long tasks of the page that
 * receives them.
 *
 * @module
 */
import type { CallPage } from "./call_page.ts";

declare global {
  /** All data channels of the page, oldest first. */
  var duetChannels: RTCDataChannel[];
  /** The newest that is open, for messages or for files. */
  var duetChannel: (label: "duet" | "files") => RTCDataChannel | undefined;
  var duetLongestTaskMs: number;
}

/** Lets a test send over the page's channels; call it before the page is visited. */
export async function borrowChannels({ page }: CallPage): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    globalThis.duetChannels = [];
    const create = RTCPeerConnection.prototype.createDataChannel;
    RTCPeerConnection.prototype.createDataChannel = function (...args) {
      const channel = create.apply(this, args);
      globalThis.duetChannels.push(channel);
      return channel;
    };
    globalThis.duetChannel = (label) =>
      duetChannels.findLast((channel) =>
        channel.readyState === "open" && channel.label === label
      );
  });
}

/** Sends these messages at once. */
export async function say(
  { page }: CallPage,
  ...messages: unknown[]
): Promise<void> {
  await page.evaluate((texts) => {
    for (const text of texts) duetChannel("duet")?.send(text);
  }, messages.map((message) => JSON.stringify(message)));
}

/** Notes the long tasks of the page from now on (W3C Long Tasks). */
export async function watchLongTasks({ page }: CallPage): Promise<void> {
  await page.evaluate(() => {
    const note = (entries: PerformanceEntryList) => {
      for (const { duration } of entries) {
        duetLongestTaskMs = Math.max(duetLongestTaskMs, duration);
      }
    };
    globalThis.duetLongestTaskMs = 0;
    new PerformanceObserver((list) => note(list.getEntries()))
      .observe({ type: "longtask" });
  });
}

/**
 * The longest since {@linkcode watchLongTasks}, in milliseconds of wall-clock
 * time; 0 where no task took 50, from which on a task is long.
 */
export async function longestLongTaskMs({ page }: CallPage): Promise<number> {
  return await page.evaluate(async () => {
    // A task is told of in a later one.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return duetLongestTaskMs;
  });
}
