import { assertEquals } from "@std/assert";
import { selectedPair } from "./lab/selected_pair.ts";
import {
  assertMediaBack,
  assertStaysInCall,
  setNetStage,
} from "./lab/stage.ts";

const SIDES = { a: "Chromium", b: "Firefox" } as const;

for (const side of ["a", "b"] as const) {
  Deno.test(`a call outlives a change of address of ${SIDES[side]} with the other browser`, async () => {
    await using stage = await setNetStage({ b: "firefox" });
    const { lab, people } = stage;
    const changedAtMs = Date.now();
    await lab.changeAddress(side);
    const what = `address of ${SIDES[side]}`;
    await assertMediaBack(stage, what, changedAtMs, 10_000);
    if (side === "a") {
      // Firefox shows a name for its own address, and Chromium none for theirs.
      assertEquals(
        (await selectedPair(people.a.page))?.local.address,
        lab.address("a"),
      );
    }
    await assertStaysInCall(stage, changedAtMs);
  });
}

Deno.test("a call of Chromium with Firefox comes back when either reloads", async () => {
  await using stage = await setNetStage({ b: "firefox" });
  for (const side of ["a", "b"] as const) {
    const reloadedAtMs = Date.now();
    await stage.people[side].page.reload();
    await assertMediaBack(
      stage,
      `reload of ${SIDES[side]}`,
      reloadedAtMs,
      3_000,
    );
  }
});
