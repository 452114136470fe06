import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { seesFrames } from "../harness/witness.ts";

const SHIFT_KEY = "clock-test-shift-ms";

/** Has the page's time of day follow a shift that a test can change while it runs. */
async function withClockThatCanBeSet({ page }: CallPage): Promise<void> {
  await page.evaluateOnNewDocument((key) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + Number(localStorage.getItem(key) ?? 0);
  }, SHIFT_KEY);
}

/** Moves the time of day; `performance.now()` goes on as if nothing had happened. */
async function setClock({ page }: CallPage, shiftMs: number): Promise<void> {
  await page.evaluate(
    (key, ms) => localStorage.setItem(key, String(ms)),
    SHIFT_KEY,
    shiftMs,
  );
}

const HOUR_MS = 3_600_000;

for (
  const [what, shiftMs] of [
    // `performance.now()` stands still in sleep, the time of day does not.
    ["an hour of sleep", HOUR_MS],
    ["the clock was set back by 3 s", -3_000],
    ["the clock was set forward by 3 s", 3_000],
  ] as const
) {
  Deno.test(`a reload after ${what} is back in the call, with the right times`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    await withClockThatCanBeSet(anna);
    await connect(anna, bert);
    await setClock(anna, shiftMs);
    await anna.sendChat("What time is it?");
    await bert.seesInChat(/What time/);
    const [shown, now] = await anna.page.evaluate(() => [
      Date.parse(
        [...document.querySelectorAll("time")].at(-1)?.dateTime ?? "",
      ),
      Date.now(),
    ]);
    assertEquals(Math.abs((shown ?? NaN) - (now ?? 0)) < 5_000, true);

    await anna.page.reload({ waitUntil: "domcontentloaded" });
    await anna.waitForState("connected");
    await bert.waitForState("connected");
    await seesFrames(anna.page, "Remote video", 5);
    const clock = await until(
      anna.page,
      "the time of the call",
      () =>
        anna.page.evaluate(() =>
          document.body.innerText.match(/\b\d+:\d\d(:\d\d)?\b/)?.[0]
        ),
    );
    assertEquals(clock.startsWith("0:"), true, clock);
  });
}
