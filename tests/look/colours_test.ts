import { assert, assertEquals } from "@std/assert";
import { DARK, FIXED, LIGHT } from "../../look/colours.ts";
import { contrast, rgb } from "./contrast.ts";

const WHITE = "#ffffff";
const BLACK = "#000000";

/** What is written on what: 4.5 is the least (WCAG 2.2, 1.4.3). */
const TEXTS = [
  ["ink", "paper"],
  ["ink", "raised"],
  ["ink", "warn"],
  ["soft", "paper"],
  ["soft", "raised"],
  ["soft", "warn"],
  ["leaf-ink", "paper"],
  ["leaf-ink", "raised"],
  ["ember-ink", "paper"],
  ["ember-ink", "raised"],
  ["white", "leaf"],
  ["white", "leaf-strong"],
  ["white", "ember"],
  ["white", "ember-strong"],
  ["on-near", "near"],
  ["on-far", "far"],
  ["on-shared", "shared"],
  ["white", "on-shared"],
  ["white", "on-shared-strong"],
  ["white", "night"],
  ["mist", "night"],
  ["white", "dim"],
  ["mist", "dim"],
] as const;

/** What one must make out beside what: 3 is the least (WCAG 2.2, 1.4.11). */
const SHAPES = [
  ["edge", "paper"],
  ["edge", "raised"],
  ["leaf", "paper"],
  ["leaf", "raised"],
  ["ring", "paper"],
  ["ring", "raised"],
] as const;

for (const [theme, themed] of Object.entries({ LIGHT, DARK })) {
  const colours: Record<string, string> = { ...FIXED, ...themed, white: WHITE };
  const between = (one: string, other: string) =>
    contrast(rgb(colours[one] ?? ""), rgb(colours[other] ?? ""));

  Deno.test(`${theme} has a contrast of 4.5 wherever there is text`, () => {
    for (const [text, ground] of TEXTS) {
      const found = between(text, ground);
      assert(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
    }
  });

  Deno.test(`${theme} has a contrast of 3 wherever a control must be seen`, () => {
    for (const [shape, ground] of SHAPES) {
      const found = between(shape, ground);
      assert(found >= 3, `${shape} on ${ground}: ${found.toFixed(2)}`);
    }
  });

  Deno.test(`${theme} has a focus ring that is seen on the brightest and the darkest picture`, () => {
    const [ring, halo] = [rgb(themed.ring), rgb(themed.paper)];
    for (const picture of [WHITE, BLACK, colours["leaf"], colours["ember"]]) {
      const ground = rgb(picture ?? "");
      const found = Math.max(contrast(ring, ground), contrast(halo, ground));
      assert(found >= 3, `on ${picture}: ${found.toFixed(2)}`);
    }
  });
}

Deno.test("FIXED glass carries white text over any picture", () => {
  for (const glass of ["glass", "glass-strong"] as const) {
    for (const picture of [WHITE, BLACK, "#ffcf70", "#ff0000", "#00ff00"]) {
      const ground = rgb(FIXED[glass], rgb(picture));
      const found = contrast(rgb(WHITE), ground);
      assert(found >= 4.5, `${glass} over ${picture}: ${found.toFixed(2)}`);
    }
  }
});

Deno.test("contrast() is that of the specification", () => {
  assertEquals(contrast(rgb(BLACK), rgb(WHITE)), 21);
  assertEquals(contrast(rgb("#777777"), rgb(WHITE)).toFixed(2), "4.48");
});

Deno.test("rgb() lets what is below show through", () => {
  assertEquals(rgb("rgba(0, 0, 0, 0.5)", [200, 100, 50]), [100, 50, 25]);
});
