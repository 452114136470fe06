import { assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import { qrPath } from "../../../components/invite/qr_path.ts";

/** Paints a path of runs, as a browser would. */
function painted(path: string, width: number, height: number): boolean[][] {
  const rows = Array.from({ length: height }, () => Array(width).fill(false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(run));
  }
  return rows;
}

Deno.test("qrPath() draws the dark modules, and no other", () => {
  assertEquals(
    qrPath([[true, true, false], [false, true, true]]),
    [
      "M0 0h2v1h-2z",
      "M1 1h2v1h-2z",
    ].join(""),
  );
  fc.assert(fc.property(
    fc.array(fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), {
      maxLength: 9,
    }),
    (modules) => {
      assertEquals(painted(qrPath(modules), 9, modules.length), modules);
    },
  ));
});
