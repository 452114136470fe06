import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DARK, LIGHT } from "../../look/colours.ts";
import { tokenRules } from "../../look/rules.ts";
import config from "../../twind.config.ts";
import { stylesheet } from "../../stylesheet.ts";

/** The declarations of the first rule whose selectors are these. */
function declarations(selectors: string): Map<string, string> {
  const css = tokenRules();
  const at = css.indexOf(`${selectors}{`);
  assert(at >= 0, `there is a rule for ${selectors}`);
  const start = at + selectors.length + 1;
  const body = css.slice(start, css.indexOf("}", start));
  return new Map(
    body.split(";").map((line) => [
      line.slice(0, line.indexOf(":")),
      line.slice(line.indexOf(":") + 1),
    ]),
  );
}

Deno.test("tokenRules() says every colour in light, by the system's dark, and by choice", () => {
  const rules = [
    [":root", LIGHT],
    [':root:not([data-theme="light"])', DARK],
    [':root[data-theme="dark"],.dusk', DARK],
  ] as const;
  for (const [selectors, colours] of rules) {
    const found = declarations(selectors);
    for (const [name, value] of Object.entries(colours)) {
      assertEquals(found.get(`--${name}`), value, `${name} in ${selectors}`);
    }
    assertEquals(
      found.get("color-scheme"),
      colours === LIGHT ? "light" : "dark",
    );
  }
});

Deno.test("twind.config.ts has a class for every token", () => {
  assert(config.theme);
  const css = stylesheet("", [
    '"bg-shared text-on-far text-ember-ink border-edge text-poster"',
    '"duration-calm ease-settle rounded-panel h-touch shadow-soft bg-glass"',
  ]);
  for (
    const rule of [
      "var(--shared)",
      "var(--ember-ink)",
      "var(--edge)",
      "font-size:clamp(",
      "transition-duration:var(--calm)",
      "transition-timing-function:var(--settle)",
      "border-radius:1.75rem",
      "height:2.75rem",
      "box-shadow:",
      "rgba(24, 18, 26, 0.74)",
    ]
  ) assertStringIncludes(css, rule);
});
