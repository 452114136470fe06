import { assertEquals, assertLess } from "@std/assert";
import { pathOf } from "./call_record.ts";
import { assertStaysInCall, mediaBack, setNetStage } from "./stage.ts";

Deno.test("a call with Firefox outlives a change of address of either side", async () => {
  await using stage = await setNetStage({ b: "firefox" });
  const { lab, people } = stage;
  for (const side of ["a", "b"] as const) {
    const changedAtMs = Date.now();
    await lab.changeAddress(side);
    const backMs = await mediaBack(stage, changedAtMs);
    const name = side === "a" ? "Chromium" : "Firefox";
    console.log(
      `address of ${name}: media both ways after ${backMs.toFixed()} ms`,
    );
    const other = people[side === "a" ? "b" : "a"];
    assertEquals((await pathOf(other.page))?.remote, lab.address(side));
    await assertStaysInCall(stage, changedAtMs);
    assertLess(backMs, 5_000);
  }
});

Deno.test("a call with Firefox comes back when either side reloads", async () => {
  await using stage = await setNetStage({ b: "firefox" });
  for (const [side, page] of Object.entries(stage.people)) {
    const reloadedAtMs = Date.now();
    await page.page.reload();
    const backMs = await mediaBack(stage, reloadedAtMs);
    const name = side === "a" ? "Chromium" : "Firefox";
    console.log(
      `reload of ${name}: media both ways after ${backMs.toFixed()} ms`,
    );
    assertLess(backMs, 5_000);
  }
});
