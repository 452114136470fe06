/**
 * axe-core in a page: what a machine can know about WCAG 2.2 AA.
 *
 * @module
 */
import axe from "axe-core";
import type { Page } from "puppeteer-core";

const TAGS = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22a",
  "wcag22aa",
  "best-practice",
];

/** What breaks a rule in the page as it is now, a line for each element. */
export async function axeViolations(
  page: Page,
  { forcedColours = false }: { forcedColours?: boolean } = {},
): Promise<string[]> {
  // As a text for the debugger to run: the page's own policy forbids eval.
  if (!await page.evaluate(() => "axe" in globalThis)) {
    await page.evaluate(axe.source);
  }
  const results = await page.evaluate(
    async (values, forcedColours) => {
      const injected: typeof axe = Reflect.get(globalThis, "axe");
      const { violations, passes } = await injected.run(document, {
        runOnly: { type: "tag", values },
        resultTypes: ["violations"],
        // The browser draws others than those that axe reads.
        rules: { "color-contrast": { enabled: !forcedColours } },
      });
      return { violations, passed: passes.length };
    },
    TAGS,
    forcedColours,
  );
  if (results.passed === 0) throw new Error("axe has looked at nothing");
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) =>
      `${id} (${help}) at ${target.join(" ")}: ${
        failureSummary.replaceAll(/\s+/g, " ")
      }`
    )
  );
}
