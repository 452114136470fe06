import { assertEquals } from "@std/assert";
import { selectedPair } from "./lab/selected_pair.ts";
import {
  assertMediaBack,
  assertStaysInCall,
  blackout,
  pause,
  setNetStage,
} from "./lab/stage.ts";

Deno.test("a call outlives a change of one side's address", async () => {
  await using stage = await setNetStage();
  const { lab, people } = stage;
  for (const side of ["a", "b"] as const) {
    const changedAtMs = Date.now();
    await lab.changeAddress(side);
    await assertMediaBack(stage, `address of ${side}`, changedAtMs, 10_000);
    assertEquals(
      (await selectedPair(people[side].page))?.local.address,
      lab.address(side),
    );
    await assertStaysInCall(stage, changedAtMs);
  }
});

Deno.test("a call outlives an interface that is down for 10 s", async () => {
  await using stage = await setNetStage();
  const beganAtMs = Date.now();
  const restoredAtMs = await blackout(stage.lab, "a", "down", 10_000);
  await assertMediaBack(stage, "interface down 10 s", restoredAtMs, 4_000);
  await assertStaysInCall(stage, beganAtMs);
});

Deno.test("a call outlives a link that loses everything for 10 s", async () => {
  await using stage = await setNetStage();
  const beganAtMs = Date.now();
  const restoredAtMs = await blackout(stage.lab, "a", "cut", 10_000);
  await assertMediaBack(stage, "link cut 10 s", restoredAtMs, 4_000);
  await assertStaysInCall(stage, beganAtMs);
});

for (const durationMs of [30_000, 60_000]) {
  Deno.test(`a call comes back by itself after ${durationMs / 1000} s without a link`, async () => {
    await using stage = await setNetStage();
    const restoredAtMs = await blackout(stage.lab, "a", "cut", durationMs);
    const what = `link cut ${durationMs / 1000} s`;
    await assertMediaBack(stage, what, restoredAtMs, 30_000);
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
  await assertMediaBack(stage, "sleep 40 s", wokenAtMs, 4_000);
});
