/**
 * What a page's main thread does: the processor time of its tasks, which does
 * not depend on what else the machine is doing.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Thread time, in microseconds. */
  readonly tdur?: number;
}

const MARK = "duet main thread";

/**
 * Processor time of the longest task that the page's main thread runs until
 * `act` is done, and a frame after that, in milliseconds.
 */
export async function longestTaskMs(
  page: Page,
  act: () => Promise<void>,
): Promise<number> {
  await page.tracing.start({ categories: ["toplevel", "blink.user_timing"] });
  let trace: Uint8Array | undefined;
  try {
    // Tells which of the threads is this page's.
    await page.evaluate((mark) => {
      performance.mark(mark);
    }, MARK);
    await act();
    await page.evaluate(() =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => setTimeout(resolve))
      )
    );
  } finally {
    trace = await page.tracing.stop();
  }
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(
    new TextDecoder().decode(trace),
  );
  const mark = traceEvents.find(({ name }) => name === MARK);
  if (mark === undefined) throw new Error("The trace has no mark");
  const tasks = traceEvents.filter(({ name, pid, tid }) =>
    name === "ThreadControllerImpl::RunTask" && pid === mark.pid &&
    tid === mark.tid
  );
  if (tasks.length === 0) throw new Error("The trace has no task");
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

/** Processor time of all tasks of the page's main thread during `act`, in milliseconds. */
export async function taskTimeMs(
  page: Page,
  act: () => Promise<void>,
): Promise<number> {
  const session = await page.createCDPSession();
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spentMs = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const spent = metrics.find(({ name }) => name === "TaskDuration");
    if (spent === undefined) {
      throw new Error("The page does not count its time");
    }
    return spent.value * 1000;
  };
  try {
    const beforeMs = await spentMs();
    await act();
    return await spentMs() - beforeMs;
  } finally {
    await session.detach();
  }
}
