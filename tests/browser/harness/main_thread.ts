/**
 * What a page's main thread does: the processor time of its tasks, which does
 * not depend on what else the machine is doing.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** Tasks of one page. */
export interface Tasks {
  /** Processor time of the longest, in milliseconds. */
  readonly longestMs: number;
  /** Processor time of all, in milliseconds. */
  readonly totalMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Thread time, in microseconds. */
  readonly tdur?: number;
}

const MARK = "duet main thread";

/** The tasks that the page's main thread runs until `act` is done, and a frame after. */
export async function tasksDuring(
  page: Page,
  act: () => Promise<void>,
): Promise<Tasks> {
  await page.tracing.start({
    categories: ["toplevel", "blink.user_timing"],
  });
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
    var trace = await page.tracing.stop();
  }
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(
    new TextDecoder().decode(trace),
  );
  const mark = traceEvents.find(({ name }) => name === MARK);
  if (mark === undefined) throw new Error("The trace has no mark");
  const tasks = traceEvents
    .filter(({ name, pid, tid }) =>
      name === "ThreadControllerImpl::RunTask" && pid === mark.pid && tid === mark.tid
    )
    .map(({ tdur = 0 }) => tdur / 1000);
  if (tasks.length === 0) throw new Error("The trace has no task");
  return {
    longestMs: Math.max(...tasks),
    totalMs: tasks.reduce((sum, ms) => sum + ms, 0),
  };
}
