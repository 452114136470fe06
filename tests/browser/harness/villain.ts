/**
 * A page that says what its tests tell it, past all that the page would do; and
 * what that costs the page which hears it.
 *
 * @module
 */
import type { CallPage } from "./call_page.ts";

declare global {
  var duetChannels: RTCDataChannel[];
  var duetTasks: PerformanceObserver;
  var duetLongestTaskMs: number;
}

/** Lets a test speak for the page; before it is visited. */
export async function borrowChannels({ page }: CallPage): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    globalThis.duetChannels = [];
    const create = RTCPeerConnection.prototype.createDataChannel;
    RTCPeerConnection.prototype.createDataChannel = function (...args) {
      const channel = create.apply(this, args);
      globalThis.duetChannels.push(channel);
      return channel;
    };
  });
}

/** Says these messages at once, over the newest channel that is open. */
export async function say(
  { page }: CallPage,
  ...messages: unknown[]
): Promise<void> {
  await page.evaluate((texts) => {
    const open = duetChannels.filter(({ readyState, label }) =>
      readyState === "open" && label === "duet"
    );
    for (const text of texts) open.at(-1)?.send(text);
  }, messages.map((message) => JSON.stringify(message)));
}

/** Notes how long the tasks of the page take from now on. */
export async function watchTasks({ page }: CallPage): Promise<void> {
  await page.evaluate(() => {
    const note = (entries: PerformanceEntryList) => {
      for (const { duration } of entries) {
        duetLongestTaskMs = Math.max(duetLongestTaskMs, duration);
      }
    };
    globalThis.duetLongestTaskMs = 0;
    globalThis.duetTasks = new PerformanceObserver((list) =>
      note(list.getEntries())
    );
    duetTasks.observe({ type: "longtask" });
  });
}

/**
 * The longest task since {@linkcode watchTasks}, in milliseconds; 0 where none
 * took 50, which browsers do not tell.
 */
export async function longestTaskMs({ page }: CallPage): Promise<number> {
  return await page.evaluate(async () => {
    // A task is told of in a later one.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return duetLongestTaskMs;
  });
}
