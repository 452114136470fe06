import { assert, assertEquals, assertGreater } from "@std/assert";
import { OLDEST_BROWSERS } from "../../browsers.ts";
import { readSources, stylesheet } from "../../stylesheet.ts";
import { lacking } from "./data.ts";
import { styleUses } from "./styles.ts";

/** What a browser may lack without anything missing or misplaced. */
const HARMLESS: readonly RegExp[] = [
  // Others follow in the list.
  /^css\.properties\.font-family\.ui-/,
  // One browser's own, beside another's.
  /^css\.(selectors|properties)\.-(webkit|moz)-/,
  // Of Tailwind's resets, for elements that there are none of.
  /^css\.properties\.(text-decoration\.dotted|resize)\b/,
  // Touch screens have no cursor.
  /^css\.properties\.cursor\./,
  // Finer lines, calmer scrolling, a field that grows while one writes.
  /^css\.properties\.(text-wrap|text-size-adjust|overflow-anchor|field-sizing)\b/,
  /^css\.properties\.forced-color-adjust\b/,
  // The glass is as dark without it.
  /^css\.properties\.backdrop-filter$/,
  // Of `clip`, which hides from the eye alone; the data has another one.
  /^css\.types\.basic-shape\.rect$/,
];

const root = new URL("../../", import.meta.url);

async function ours(): Promise<string> {
  const folders = ["routes", "islands", "components"]
    .map((folder) => decodeURIComponent(new URL(folder, root).pathname));
  return stylesheet(
    await Deno.readTextFile(new URL("static/styles.css", root)),
    await readSources(folders, [/gallery/i]),
  );
}

Deno.test("styleUses() finds what a stylesheet asks of a browser", () => {
  const css = `@media (prefers-contrast: more) { a:has(b) { color: red } }
    /* zoom: 2 */
    .a::before { height: 1dvh; color: color-mix(in srgb, red, blue) }
    .b { text-wrap: balance; content: "quotes: none" }`;
  const found = styleUses(css).map(({ key }) => key);
  for (
    const key of [
      "css.at-rules.media",
      "css.at-rules.media.prefers-contrast",
      "css.properties.height",
      "css.properties.text-wrap.balance",
      "css.selectors.before",
      "css.selectors.has",
      "css.types.color.color-mix",
      "css.types.length.viewport_percentage_units_dynamic",
    ]
  ) assert(found.includes(key), key);
  assert(!found.some((key) => /zoom|quotes/.test(key)));
});

Deno.test("the stylesheet needs nothing that a supported browser lacks", async () => {
  const uses = styleUses(await ours());
  assertGreater(new Set(uses.map(({ key }) => key)).size, 200);
  const faults = uses
    .filter(({ key }) => !HARMLESS.some((each) => each.test(key)))
    .map(({ key, text }) => ({ key, text, not: lacking(key, OLDEST_BROWSERS) }))
    .filter(({ not }) => not.length > 0);
  assertEquals(faults, []);
});
