import { assertEquals, assertLess } from "@std/assert";
import { pathOf } from "./call_record.ts";
import {
  assertStaysInCall,
  blackout,
  mediaBack,
  type NetStage,
  pause,
  setNetStage,
} from "./stage.ts";

async function printed(
  what: string,
  stage: NetStage,
  sinceMs: number,
): Promise<number> {
  const backMs = await mediaBack(stage, sinceMs);
  console.log(`${what}: media both ways after ${backMs.toFixed()} ms`);
  return backMs;
}

Deno.test("a call outlives a change of one side's address", async () => {
  await using stage = await setNetStage();
  const { lab, people } = stage;
  for (const side of ["a", "b"] as const) {
    const changedAtMs = Date.now();
    await lab.changeAddress(side);
    const backMs = await printed(`address of ${side}`, stage, changedAtMs);
    const other = people[side === "a" ? "b" : "a"];
    assertEquals((await pathOf(other.page))?.remote, lab.address(side));
    await assertStaysInCall(stage, changedAtMs);
    assertLess(backMs, 5_000);
  }
});

Deno.test("a call outlives an interface that is down for 10 s", async () => {
  await using stage = await setNetStage();
  const beganAtMs = Date.now();
  const restoredAtMs = await blackout(stage.lab, "a", "down", 10_000);
  const backMs = await printed("interface down 10 s", stage, restoredAtMs);
  await assertStaysInCall(stage, beganAtMs);
  assertLess(backMs, 4_000);
});

Deno.test("a call outlives a link that loses everything for 10 s", async () => {
  await using stage = await setNetStage();
  const beganAtMs = Date.now();
  const restoredAtMs = await blackout(stage.lab, "a", "cut", 10_000);
  const backMs = await printed("link cut 10 s", stage, restoredAtMs);
  await assertStaysInCall(stage, beganAtMs);
  assertLess(backMs, 4_000);
});

for (const durationMs of [30_000, 60_000]) {
  Deno.test(`a call comes back by itself after ${durationMs / 1000} s without a link`, async () => {
    await using stage = await setNetStage();
    const restoredAtMs = await blackout(stage.lab, "a", "cut", durationMs);
    await printed(`link cut ${durationMs / 1000} s`, stage, restoredAtMs);
    assertEquals(
      await Promise.all(stage.pages.map((page) => page.state())),
      ["connected", "connected"],
    );
  });
}

Deno.test("a call outlives a laptop that sleeps for 40 s", async () => {
  await using stage = await setNetStage();
  const { lab } = stage;
  await lab.sleep("a");
  await pause(40_000);
  const wokenAtMs = Date.now();
  await lab.wake("a");
  const backMs = await printed("sleep 40 s", stage, wokenAtMs);
  assertLess(backMs, 4_000);
});
