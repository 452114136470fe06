import { assertEquals, assertLess } from "@std/assert";
import { serveApp } from "../harness/app_server.ts";
import { judge, PAGES } from "../lighthouse.ts";

// How fast the page is depends on what else the machine does: the budget's
// tests hold what decides that, and `deno task lighthouse` measures it.
Deno.test("Lighthouse finds nothing to mend on what a stranger sees first", async () => {
  await using app = await serveApp();
  for (const path of PAGES) {
    const { scores, faults, shift } = await judge(app.origin + path);
    assertEquals(faults, [], path);
    assertEquals(
      [scores.accessibility, scores["best-practices"]],
      [100, 100],
      path,
    );
    assertLess(shift, 0.01, path);
  }
});
